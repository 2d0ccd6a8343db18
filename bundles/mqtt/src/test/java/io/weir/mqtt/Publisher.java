package io.weir.mqtt;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;

/** A device: publishes and waits for the broker's word. */
public final class Publisher implements AutoCloseable {

  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final MqttAsyncClient client;

  public Publisher(String url) throws MqttException {
    this(url, new MqttConnectOptions());
  }

  public Publisher(String url, MqttConnectOptions options) throws MqttException {
    client =
        new MqttAsyncClient(url, "device-" + NUMBER.incrementAndGet(), new MemoryPersistence());
    options.setMaxInflight(60_000);
    client.connect(options).waitForCompletion(10_000);
  }

  public void publish(String topic, String payload) throws MqttException {
    publish(topic, payload, 1, false);
  }

  public void publish(String topic, String payload, int qos, boolean retained)
      throws MqttException {
    client
        .publish(topic, payload.getBytes(StandardCharsets.UTF_8), qos, retained)
        .waitForCompletion(10_000);
  }

  public void publishAll(String topic, String prefix, int count) throws MqttException {
    org.eclipse.paho.client.mqttv3.IMqttDeliveryToken last = null;
    for (int i = 0; i < count; i++) {
      last = client.publish(topic, (prefix + i).getBytes(StandardCharsets.UTF_8), 1, false);
    }
    if (last != null) {
      last.waitForCompletion(20_000);
    }
  }

  @Override
  public void close() throws MqttException {
    if (client.isConnected()) {
      client.disconnect(100).waitForCompletion(2_000);
    }
    client.close();
  }
}
