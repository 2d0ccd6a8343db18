package io.weir.mqtt.send;

/**
 * How a sink sends.
 *
 * @param qos 0 or 1
 * @param retain whether the broker keeps the last message of a topic
 * @param maxInflight how many messages may be unconfirmed
 * @param rows the most rows a message, at least 1; with more than 1 messages are JSON arrays
 * @param bytes a message that has reached so many is sent
 * @param lingerNanos how long a message that is not full may wait
 */
public record SendSettings(
    int qos, boolean retain, int maxInflight, int rows, int bytes, long lingerNanos) {}
