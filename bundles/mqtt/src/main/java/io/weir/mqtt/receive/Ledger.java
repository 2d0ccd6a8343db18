package io.weir.mqtt.receive;

import io.weir.api.connector.ByteSink;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.BitSet;
import java.util.function.IntConsumer;

/**
 * Decides which deliveries are new and which are acknowledged when; pure, no I/O. The rules and
 * their reasons are in note 0001.
 *
 * <p>Thread: the pipeline's.
 */
final class Ledger {

  /** What to do with a delivery. */
  enum Verdict {
    /** New: hand it over; it is acknowledged by the next commit. */
    ACCEPT,
    /** Was received and is not durable yet: acknowledged by the next commit. */
    DUPLICATE,
    /** Was received and is durable: acknowledge it now. */
    DUPLICATE_DURABLE
  }

  private static final int FORMAT = 1;
  private static final int HAS_SUBSCRIPTION = 1;
  private static final int INITIAL_ROOM = 64;

  private final PacketTable table;
  private final Subscription subscription;

  // What changed since the last commit, in order: id, or -id for a release.
  private int[] changedIds = new int[INITIAL_ROOM];
  private long[] changedHigh = new long[INITIAL_ROOM];
  private long[] changedLow = new long[INITIAL_ROOM];
  private int changes;
  private final BitSet undurable = new BitSet();

  // What the newest connection waits for: each id once, in the order of its first delivery.
  private long generation = Long.MIN_VALUE;
  private int[] waiting = new int[INITIAL_ROOM];
  private int waitingCount;
  private final BitSet waits = new BitSet();

  Ledger(PacketTable table, Subscription subscription) {
    this.table = table;
    this.subscription = subscription;
  }

  /**
   * A QoS 1 delivery has come.
   *
   * @param connection its number; what was unacknowledged on an earlier one no longer can be
   */
  Verdict received(long connection, int id, boolean dup, long digestHigh, long digestLow) {
    moveTo(connection);
    if (dup && table.contains(id, digestHigh, digestLow)) {
      if (undurable.get(id)) {
        await(connection, id);
        return Verdict.DUPLICATE;
      }
      // Where the same id also waits for its first acknowledgement, that one is enough.
      return waits.get(id) && connection == generation
          ? Verdict.DUPLICATE
          : Verdict.DUPLICATE_DURABLE;
    }
    table.put(id, digestHigh, digestLow);
    undurable.set(id);
    note(id, digestHigh, digestLow);
    await(connection, id);
    return Verdict.ACCEPT;
  }

  /**
   * A QoS 1 delivery has come that is nobody's record.
   *
   * @return whether to acknowledge it now; else the next commit does
   */
  boolean ignored(long connection, int id) {
    moveTo(connection);
    if (table.release(id)) {
      undurable.clear(id);
      note(-id, 0, 0);
    }
    return !(waits.get(id) && connection == generation);
  }

  /** Whether so much is not durable that the table could forget some of it: commit first. */
  boolean isFull() {
    return changes >= table.capacity() / 2;
  }

  /** How many deliveries of the newest connection wait for a commit. */
  int unacknowledged() {
    return waitingCount;
  }

  /** Writes what changed since the last commit; nothing when nothing did. */
  void writeDelta(ByteSink target) {
    boolean withSubscription = subscription.isUnsaved();
    if (changes == 0 && !withSubscription) {
      return;
    }
    target.writeByte(FORMAT);
    target.writeByte(withSubscription ? HAS_SUBSCRIPTION : 0);
    if (withSubscription) {
      subscription.write(target);
    }
    target.writeVarLong(changes);
    for (int i = 0; i < changes; i++) {
      target.writeVarLong(changedIds[i] < 0 ? -2L * changedIds[i] + 1 : 2L * changedIds[i]);
      if (changedIds[i] > 0) {
        target.writeLong(changedHigh[i]);
        target.writeLong(changedLow[i]);
      }
    }
  }

  /** Takes up a delta. */
  void readDelta(ByteBuffer source) {
    if (!source.hasRemaining()) {
      return;
    }
    checkFormat(source);
    if ((source.get() & HAS_SUBSCRIPTION) != 0) {
      subscription.read(source);
    }
    long count = Codec.readVarLong(source);
    for (long i = 0; i < count; i++) {
      long word = Codec.readVarLong(source);
      int id = (int) (word >>> 1);
      if ((word & 1) != 0) {
        table.release(id);
      } else {
        table.put(id, source.getLong(), source.getLong());
      }
    }
  }

  /** Writes everything. */
  void writeAll(ByteSink target) {
    target.writeByte(FORMAT);
    subscription.write(target);
    target.writeVarLong(table.size());
    table.forEach(
        (id, digestHigh, digestLow) -> {
          target.writeVarLong(id);
          target.writeLong(digestHigh);
          target.writeLong(digestLow);
        });
  }

  /** Takes up what {@link #writeAll} wrote. */
  void readAll(ByteBuffer source) {
    checkFormat(source);
    subscription.read(source);
    table.clear();
    long count = Codec.readVarLong(source);
    for (long i = 0; i < count; i++) {
      table.put((int) Codec.readVarLong(source), source.getLong(), source.getLong());
    }
  }

  /**
   * Everything received so far is durable.
   *
   * @param acknowledge takes the ids to acknowledge on the newest connection, in order
   */
  void committed(IntConsumer acknowledge) {
    changes = 0;
    undurable.clear();
    subscription.saved();
    int count = waitingCount;
    waitingCount = 0;
    waits.clear();
    for (int i = 0; i < count; i++) {
      acknowledge.accept(waiting[i]);
    }
  }

  /** The session is another one: ids mean nothing any more. */
  void forget() {
    table.clear();
  }

  private void moveTo(long connection) {
    if (connection > generation) {
      generation = connection;
      waitingCount = 0;
      waits.clear();
    }
  }

  private void await(long connection, int id) {
    if (connection != generation || waits.get(id)) {
      return;
    }
    waits.set(id);
    if (waitingCount == waiting.length) {
      waiting = Arrays.copyOf(waiting, waitingCount * 2);
    }
    waiting[waitingCount++] = id;
  }

  private void note(int id, long digestHigh, long digestLow) {
    if (changes == changedIds.length) {
      changedIds = Arrays.copyOf(changedIds, changes * 2);
      changedHigh = Arrays.copyOf(changedHigh, changes * 2);
      changedLow = Arrays.copyOf(changedLow, changes * 2);
    }
    changedIds[changes] = id;
    changedHigh[changes] = digestHigh;
    changedLow[changes] = digestLow;
    changes++;
  }

  private static void checkFormat(ByteBuffer source) {
    int format = source.get();
    if (format != FORMAT) {
      throw new IllegalStateException(
          "the MQTT source's position has format %d; this version reads format %d"
              .formatted(format, FORMAT));
    }
  }
}
