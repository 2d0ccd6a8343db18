package io.weir.mqtt.receive;

/**
 * What a source was asked to do.
 *
 * @param topic the topic filter
 * @param qos 0 or 1
 * @param maxInflight the broker's window of unacknowledged messages, 1 to 65535
 * @param includeRetained whether retained messages are records
 * @param maxPayload the greatest payload that is a record, bytes
 */
public record ReceiverSettings(
    String topic, int qos, int maxInflight, boolean includeRetained, int maxPayload) {

  /**
   * Checks a topic filter.
   *
   * @param topic as a user wrote it
   * @throws IllegalArgumentException with a message for people
   */
  public static void checkTopic(String topic) {
    TopicFilter.parse(topic);
  }
}
