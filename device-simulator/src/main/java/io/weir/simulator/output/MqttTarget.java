package io.weir.simulator.output;

import java.time.Duration;
import java.util.UUID;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.jspecify.annotations.Nullable;

/**
 * A broker and how to talk to it.
 *
 * @param url {@code tcp://host:port} or {@code ssl://host:port}
 * @param user user name, or null for none
 * @param password password, or null for none
 */
public record MqttTarget(String url, @Nullable String user, @Nullable String password) {

  private static final int MAX_INFLIGHT = 65_535;
  private static final int KEEP_ALIVE_SECONDS = 30;

  /** A broker without user and password. */
  public static MqttTarget of(String url) {
    return new MqttTarget(url, null, null);
  }

  @Override
  public String toString() {
    return url;
  }

  /** A client id that no other run has. */
  static String newClientId(String role) {
    return "weir-sim-" + UUID.randomUUID().toString().substring(0, 8) + '-' + role;
  }

  /** A client that keeps nothing on disk; not connected yet. */
  MqttAsyncClient newClient(String clientId) {
    try {
      return new MqttAsyncClient(url, clientId, new MemoryPersistence());
    } catch (MqttException | IllegalArgumentException e) {
      throw new OutputException(
          "'" + url + "' is no broker address; expected one such as tcp://127.0.0.1:1883", e);
    }
  }

  MqttConnectOptions options(boolean cleanSession, Duration timeout) {
    MqttConnectOptions options = new MqttConnectOptions();
    options.setMqttVersion(MqttConnectOptions.MQTT_VERSION_3_1_1);
    options.setCleanSession(cleanSession);
    options.setAutomaticReconnect(false);
    options.setMaxInflight(MAX_INFLIGHT);
    options.setKeepAliveInterval(KEEP_ALIVE_SECONDS);
    options.setConnectionTimeout((int) Math.max(1, timeout.toSeconds()));
    if (url.startsWith("tcp:")) {
      options.setSocketFactory(new NoDelaySocketFactory());
    }
    if (user != null) {
      options.setUserName(user);
    }
    if (password != null) {
      options.setPassword(password.toCharArray());
    }
    return options;
  }

  /** The reason of a failure in a few words. */
  static String reason(MqttException e) {
    Throwable cause = e.getCause();
    String message = cause == null ? null : cause.getMessage();
    return message == null ? String.valueOf(e.getMessage()) : message;
  }
}
