package io.weir.simulator.output;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.eclipse.paho.client.mqttv3.IMqttActionListener;
import org.eclipse.paho.client.mqttv3.IMqttDeliveryToken;
import org.eclipse.paho.client.mqttv3.IMqttToken;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.MqttCallback;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.MqttMessage;
import org.jspecify.annotations.Nullable;

/**
 * One connection, shared by some of the devices. A broken connection is replaced by a new one, on
 * which everything unacknowledged is published again in order.
 */
final class Lane {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
  private static final long QUIESCE_MILLIS = 1000;
  private static final long MIN_BACK_OFF_NANOS = 50_000_000L;
  private static final long MAX_BACK_OFF_NANOS = 5_000_000_000L;

  private final MqttTarget target;
  private final String clientId;
  private final int qos;
  private final Listener listener;

  // Changed by the publishing thread alone; Paho's threads compare with it.
  private volatile @Nullable MqttAsyncClient client;

  // The publishing thread alone.
  private long backOffNanos = MIN_BACK_OFF_NANOS;
  private long retryAtNanos;
  private @Nullable IMqttToken connecting;
  private @Nullable IMqttToken goodbye;

  // Guarded by the lock of the output.
  final ArrayDeque<InFlight> unacknowledged = new ArrayDeque<>();
  boolean broken;

  Lane(MqttTarget target, String clientId, int qos, Listener listener) {
    this.target = target;
    this.clientId = clientId;
    this.qos = qos;
    this.listener = listener;
  }

  /** Connects for the first time or anew. */
  void connect() throws MqttException {
    beginConnect();
    awaitConnected();
  }

  /**
   * Begins to connect. Paho sleeps for three tenths of a second while it does, so many connections
   * are better made side by side.
   */
  void beginConnect() throws MqttException {
    abandon();
    MqttAsyncClient fresh = target.newClient(clientId);
    fresh.setCallback(new Callback(fresh));
    client = fresh;
    connecting = fresh.connect(target.options(true, CONNECT_TIMEOUT));
  }

  /** Waits until it is connected. */
  void awaitConnected() throws MqttException {
    IMqttToken token = connecting;
    if (token != null) {
      token.waitForCompletion(CONNECT_TIMEOUT.toMillis());
    }
    backOffNanos = MIN_BACK_OFF_NANOS;
  }

  boolean mayRetry(long nowNanos) {
    return nowNanos - retryAtNanos >= 0;
  }

  void retryLater(long nowNanos) {
    retryAtNanos = nowNanos + ThreadLocalRandom.current().nextLong(backOffNanos / 2, backOffNanos);
    backOffNanos = Math.min(MAX_BACK_OFF_NANOS, backOffNanos * 2);
  }

  /**
   * Publishes a message.
   *
   * @return whether it may have left; if not, the connection is broken
   */
  boolean publish(InFlight message) {
    MqttAsyncClient current = client;
    if (current == null) {
      return false;
    }
    MqttMessage mqtt = new MqttMessage(message.emission.payload());
    mqtt.setQos(qos);
    mqtt.setRetained(message.emission.retained());
    try {
      current.publish(message.emission.topic(), mqtt, message, new Outcome(current));
      return true;
    } catch (MqttException e) {
      return false;
    }
  }

  /** What has to be published again, in order; called under the lock of the output. */
  List<InFlight> toRepublish() {
    return new ArrayList<>(unacknowledged);
  }

  /**
   * Begins to disconnect in peace. Paho takes some tenths of a second for it, so many connections
   * are better ended side by side.
   */
  void beginClose() {
    MqttAsyncClient current = client;
    if (current != null && current.isConnected()) {
      try {
        goodbye = current.disconnect(QUIESCE_MILLIS);
      } catch (MqttException e) {
        // The connection is gone; that was wanted.
      }
    }
  }

  /** Waits until it is disconnected. */
  void close() {
    IMqttToken leaving = goodbye;
    if (leaving != null) {
      try {
        leaving.waitForCompletion(2 * QUIESCE_MILLIS);
      } catch (MqttException e) {
        // The connection is gone; that was wanted.
      }
    }
    abandon();
  }

  /** Lets go of the connection without a word. */
  void abandon() {
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
      // It was closed already, or has nothing left to close.
    }
  }

  /** Hears what becomes of messages and connections; on Paho's threads. */
  interface Listener {
    void acknowledged(InFlight message);

    void lost(Lane lane);
  }

  private boolean isCurrent(MqttAsyncClient which) {
    return client == which;
  }

  private final class Outcome implements IMqttActionListener {
    private final MqttAsyncClient on;

    Outcome(MqttAsyncClient on) {
      this.on = on;
    }

    @Override
    public void onSuccess(IMqttToken token) {
      listener.acknowledged((InFlight) token.getUserContext());
    }

    @Override
    public void onFailure(IMqttToken token, Throwable exception) {
      if (isCurrent(on)) {
        listener.lost(Lane.this);
      }
    }
  }

  private final class Callback implements MqttCallback {
    private final MqttAsyncClient on;

    Callback(MqttAsyncClient on) {
      this.on = on;
    }

    @Override
    public void connectionLost(Throwable cause) {
      if (isCurrent(on)) {
        listener.lost(Lane.this);
      }
    }

    @Override
    public void messageArrived(String topic, MqttMessage message) {
      // Nothing is subscribed to.
    }

    @Override
    public void deliveryComplete(IMqttDeliveryToken token) {
      // Each publication has its own listener.
    }
  }
}
