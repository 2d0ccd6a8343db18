package io.weir.mqtt.receive;

import io.weir.mqtt.connect.Session;

/**
 * A message as it came.
 *
 * @param session the connection that it came on
 * @param packetId 1 to 65535; of no meaning with QoS 0
 * @param qos 0 or 1
 * @param dup the DUP flag: the broker sent it before
 * @param retained the RETAIN flag: the broker kept it for new subscriptions
 * @param topic its topic
 * @param payload its first bytes, or all
 * @param length of the whole payload
 * @param digestHigh upper half of the digest of topic and whole payload
 * @param digestLow lower half
 * @param receivedMicros when it came, epoch microseconds
 */
@SuppressWarnings("ArrayRecordComponent")
record Arrival(
    Session session,
    int packetId,
    int qos,
    boolean dup,
    boolean retained,
    String topic,
    byte[] payload,
    int length,
    long digestHigh,
    long digestLow,
    long receivedMicros) {

  boolean isCut() {
    return payload.length < length;
  }
}
