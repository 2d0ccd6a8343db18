package io.weir.mqtt.receive;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * A 128-bit digest of topic and payload: the MD5 of the topic's UTF-8, a zero byte (no topic holds
 * one [MQTT-1.5.3-2]) and the payload. It tells a redelivery from a new message under the same
 * packet id; nobody has to be kept from forging it.
 *
 * <p>Thread: one at a time.
 */
final class Digest {

  private final MessageDigest md5;
  private long high;
  private long low;

  Digest() {
    try {
      md5 = MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has MD5", e);
    }
  }

  /** Computes the digest, to be read by {@link #high} and {@link #low}. */
  void of(String topic, byte[] payload) {
    md5.update(topic.getBytes(StandardCharsets.UTF_8));
    md5.update((byte) 0);
    byte[] sum = md5.digest(payload);
    high = longAt(sum, 0);
    low = longAt(sum, 8);
  }

  long high() {
    return high;
  }

  long low() {
    return low;
  }

  private static long longAt(byte[] bytes, int offset) {
    long value = 0;
    for (int i = 0; i < 8; i++) {
      value = value << 8 | (bytes[offset + i] & 0xFF);
    }
    return value;
  }
}
