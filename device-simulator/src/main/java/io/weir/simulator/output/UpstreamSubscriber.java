package io.weir.simulator.output;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.eclipse.paho.client.mqttv3.IMqttDeliveryToken;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.MqttCallback;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.MqttMessage;

/**
 * Listens upstream with QoS 1 and a session that outlives a broken connection, so that a row that
 * was confirmed to the gateway is seen here too. Ends its session when closed.
 */
public final class UpstreamSubscriber implements AutoCloseable {

  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final long RETRY_MILLIS = 500;

  private final MqttTarget target;
  private final String topic;
  private final Consumer<byte[]> onMessage;
  private final MqttAsyncClient client;
  private final ScheduledExecutorService repair =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "upstream-reconnect");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * Connects and subscribes; returns when the broker confirmed the subscription.
   *
   * @param topic topic filter such as {@code aggregates/#}
   * @param onMessage takes each payload, on the thread of the connection; must not block long
   * @throws OutputException if the broker cannot be reached or refuses
   */
  public UpstreamSubscriber(MqttTarget target, String topic, Consumer<byte[]> onMessage) {
    this.target = target;
    this.topic = topic;
    this.onMessage = onMessage;
    this.client = target.newClient(MqttTarget.newClientId("upstream"));
    client.setCallback(new Listener());
    try {
      connect(true);
    } catch (MqttException e) {
      repair.shutdownNow();
      throw new OutputException(
          "cannot listen to " + topic + " at " + target + " (" + MqttTarget.reason(e) + ")", e);
    }
  }

  private void connect(boolean subscribe) throws MqttException {
    client.connect(target.options(false, TIMEOUT)).waitForCompletion(TIMEOUT.toMillis());
    if (subscribe) {
      client.subscribe(topic, 1).waitForCompletion(TIMEOUT.toMillis());
    }
  }

  private void reconnect() {
    try {
      // Subscribing again would do no harm: results are not retained.
      connect(true);
    } catch (MqttException e) {
      scheduleReconnect();
    }
  }

  private void scheduleReconnect() {
    if (!repair.isShutdown()) {
      var unused = repair.schedule(this::reconnect, RETRY_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  @Override
  public void close() {
    repair.shutdownNow();
    try {
      if (client.isConnected()) {
        client.disconnect(0).waitForCompletion(TIMEOUT.toMillis());
      }
      // [MQTT-3.1.2-6]: a clean session discards the one that was kept.
      client.connect(target.options(true, TIMEOUT)).waitForCompletion(TIMEOUT.toMillis());
      client.disconnect(0).waitForCompletion(TIMEOUT.toMillis());
    } catch (MqttException e) {
      // The broker is gone, and the session with it or not; there is nothing more to do.
    }
    try {
      client.close(true);
    } catch (MqttException e) {
      // It is closed already.
    }
  }

  private final class Listener implements MqttCallback {
    @Override
    public void connectionLost(Throwable cause) {
      scheduleReconnect();
    }

    @Override
    public void messageArrived(String arrivedTopic, MqttMessage message) {
      onMessage.accept(message.getPayload());
    }

    @Override
    public void deliveryComplete(IMqttDeliveryToken token) {
      // Nothing is published.
    }
  }
}
