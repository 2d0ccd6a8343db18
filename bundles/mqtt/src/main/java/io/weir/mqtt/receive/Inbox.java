package io.weir.mqtt.receive;

import java.util.ArrayDeque;
import java.util.List;

/**
 * Between Paho's thread and the pipeline's: bounded, first in first out. QoS 1 has room for the
 * declared window and far more, because mosquitto up to 2.0.11 exceeds its window (note 0001); QoS
 * 0 has no window and gets room for a burst. What bounds both is the memory they take.
 *
 * <p>Thread: any.
 */
final class Inbox {

  /** What became of an arrival. */
  enum Outcome {
    /** Queued behind others. */
    QUEUED,
    /** Queued, and was the first: the reader wants to be woken. */
    FIRST,
    /** No room: dropped, and counted if it was QoS 0. */
    OVERRUN
  }

  private static final int SPARE = 32_768;
  private static final int SPARE_QOS_0 = 4_096;
  private static final long MAX_BYTES = 16L << 20;

  /** What an arrival takes beside its payload: itself, the topic, headers. */
  private static final int OVERHEAD = 256;

  private final int room;
  private final ArrayDeque<Arrival> queue = new ArrayDeque<>();
  private int acknowledgeable;
  private long bytes;
  private int overflow;

  /**
   * An empty inbox.
   *
   * @param maxInflight the declared window
   */
  Inbox(int maxInflight) {
    this.room = maxInflight + SPARE;
  }

  synchronized Outcome offer(Arrival arrival) {
    boolean full = bytes > 0 && bytes + size(arrival) > MAX_BYTES;
    if (arrival.qos() == 0) {
      if (full || queue.size() - acknowledgeable >= SPARE_QOS_0) {
        overflow++;
        return Outcome.OVERRUN;
      }
    } else {
      if (full || acknowledgeable >= room) {
        return Outcome.OVERRUN;
      }
      acknowledgeable++;
    }
    bytes += size(arrival);
    queue.add(arrival);
    return queue.size() == 1 ? Outcome.FIRST : Outcome.QUEUED;
  }

  /** Counts a QoS 0 message that was dropped for another reason than room. */
  synchronized void overflowed() {
    overflow++;
  }

  /** Moves up to {@code limit} arrivals behind those in {@code target}. */
  synchronized void drainTo(List<Arrival> target, int limit) {
    for (int i = 0; i < limit; i++) {
      Arrival arrival = queue.poll();
      if (arrival == null) {
        return;
      }
      bytes -= size(arrival);
      if (arrival.qos() > 0) {
        acknowledgeable--;
      }
      target.add(arrival);
    }
  }

  private static int size(Arrival arrival) {
    return OVERHEAD + arrival.payload().length;
  }

  synchronized boolean isEmpty() {
    return queue.isEmpty();
  }

  /** Whether at least half of the room is free again. */
  synchronized boolean isHalfFree() {
    return acknowledgeable <= room / 2 && bytes <= MAX_BYTES / 2;
  }

  /** How many QoS 0 messages were dropped since the last call. */
  synchronized int takeOverflow() {
    int taken = overflow;
    overflow = 0;
    return taken;
  }
}
