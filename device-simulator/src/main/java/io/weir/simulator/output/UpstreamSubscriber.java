package io.weir.simulator.output;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.eclipse.paho.client.mqttv3.IMqttDeliveryToken;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.MqttCallback;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.MqttMessage;
import org.jspecify.annotations.Nullable;

/**
 * Listens upstream with QoS 1 and a session that outlives a broken connection, so that a row that
 * was confirmed to the gateway is seen here too. Ends its session when closed.
 *
 * <p>A thread of its own looks at the connection several times a second and makes a new one, with a
 * new client, if there is none: Paho's word that a connection is lost does not always come.
 */
public final class UpstreamSubscriber implements AutoCloseable {

  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final long LOOK_MILLIS = 200;

  private final MqttTarget target;
  private final String topic;
  private final Consumer<byte[]> onMessage;
  private final String clientId = MqttTarget.newClientId("upstream");
  private final ScheduledExecutorService keeper =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "upstream-keeper");
            thread.setDaemon(true);
            return thread;
          });

  // The keeper's thread alone, once the constructor is done.
  private @Nullable MqttAsyncClient client;

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
    try {
      connect();
    } catch (MqttException e) {
      abandon();
      keeper.shutdownNow();
      throw new OutputException(
          "cannot listen to " + topic + " at " + target + " (" + MqttTarget.reason(e) + ")", e);
    }
    var unused =
        keeper.scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void connect() throws MqttException {
    abandon();
    MqttAsyncClient fresh = target.newClient(clientId);
    client = fresh;
    fresh.setCallback(new Listener());
    fresh.connect(target.options(false, TIMEOUT)).waitForCompletion(TIMEOUT.toMillis());
    // Again at each connection: the broker may have lost the session. Results are not retained.
    fresh.subscribe(topic, 1).waitForCompletion(TIMEOUT.toMillis());
  }

  private void look() {
    MqttAsyncClient current = client;
    if (current == null || !current.isConnected()) {
      try {
        connect();
      } catch (MqttException e) {
        // The next look tries again.
        abandon();
      }
    }
  }

  private void abandon() {
    MqttAsyncClient old = client;
    client = null;
    if (old == null) {
      return;
    }
    try {
      if (old.isConnected()) {
        old.disconnectForcibly(0, 0, false);
      }
      old.close(true);
    } catch (MqttException e) {
      // It is closed already.
    }
  }

  // [MQTT-3.1.2-6]: a clean session discards the one that was kept.
  private void endSession() {
    abandon();
    MqttAsyncClient last = target.newClient(clientId);
    client = last;
    try {
      last.connect(target.options(true, TIMEOUT)).waitForCompletion(TIMEOUT.toMillis());
      last.disconnect(0).waitForCompletion(TIMEOUT.toMillis());
    } catch (MqttException e) {
      // The broker is gone, and the session with it or not; there is nothing more to do.
    }
    abandon();
  }

  @Override
  public void close() {
    Future<?> ended = keeper.submit(this::endSession);
    keeper.shutdown();
    try {
      ended.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      throw new OutputException("cannot stop listening to " + topic + " at " + target, e);
    }
  }

  private final class Listener implements MqttCallback {
    @Override
    public void connectionLost(Throwable cause) {
      // The keeper sees it.
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
