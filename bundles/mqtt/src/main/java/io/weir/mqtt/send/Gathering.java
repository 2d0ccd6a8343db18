package io.weir.mqtt.send;

import io.weir.api.connector.ByteSink;
import java.util.Arrays;

/**
 * Rows gathered for one message, all of one topic and in order. A row of another topic ends the
 * message, so that messages never overtake each other.
 *
 * <p>Thread: guarded by its sink.
 */
final class Gathering {

  private final ByteSink bytes = new ByteSink();
  private byte[] topic = {};
  private int rows;
  private long lastSequence;
  private long firstNanos;

  boolean isEmpty() {
    return rows == 0;
  }

  int rows() {
    return rows;
  }

  int size() {
    return bytes.size();
  }

  long lastSequence() {
    return lastSequence;
  }

  /** When the first row came, monotonic. */
  long firstNanos() {
    return firstNanos;
  }

  boolean isOf(byte[] array, int offset, int length) {
    return Arrays.equals(topic, 0, topic.length, array, offset, offset + length);
  }

  byte[] topic() {
    return topic;
  }

  void begin(byte[] array, int offset, int length, long nowNanos) {
    topic = Arrays.copyOfRange(array, offset, offset + length);
    firstNanos = nowNanos;
  }

  void add(byte[] array, int offset, int length, long sequence) {
    bytes.writeByte(rows == 0 ? '[' : ',');
    bytes.write(array, offset, length);
    rows++;
    lastSequence = sequence;
  }

  /** The message's payload; begins anew. */
  byte[] take() {
    bytes.writeByte(']');
    byte[] payload = bytes.toByteArray();
    bytes.clear();
    rows = 0;
    return payload;
  }
}
