package io.weir.mqtt;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;

/** A subscriber that keeps everything, as {@code topic payload}. */
public final class Upstream implements AutoCloseable {

  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final List<String> received = new CopyOnWriteArrayList<>();
  private final MqttAsyncClient client;

  public Upstream(String url, String filter) throws MqttException {
    client =
        new MqttAsyncClient(url, "upstream-" + NUMBER.incrementAndGet(), new MemoryPersistence());
    client.connect().waitForCompletion(10_000);
    client
        .subscribe(
            filter,
            1,
            (topic, message) ->
                received.add(
                    (message.isRetained() ? "retained " : "")
                        + topic
                        + " "
                        + new String(message.getPayload(), StandardCharsets.UTF_8)))
        .waitForCompletion(10_000);
  }

  public List<String> received() {
    return received;
  }

  @Override
  public void close() throws MqttException {
    if (client.isConnected()) {
      client.disconnect(100).waitForCompletion(2_000);
    }
    client.close();
  }
}
