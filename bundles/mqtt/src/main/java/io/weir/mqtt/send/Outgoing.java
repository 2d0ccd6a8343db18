package io.weir.mqtt.send;

import io.weir.mqtt.connect.Session;
import org.jspecify.annotations.Nullable;

/** A message on its way, from its first row until it is confirmed. Guarded by its sink. */
final class Outgoing {

  final String topic;
  final byte[] payload;
  final long lastSequence;

  /** The connection that it was last given to; null before the first. */
  @Nullable Session session;

  boolean confirmed;

  Outgoing(String topic, byte[] payload, long lastSequence) {
    this.topic = topic;
    this.payload = payload;
    this.lastSequence = lastSequence;
  }
}
