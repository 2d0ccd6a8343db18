package io.weir.mqtt.connect;

import java.io.IOException;
import java.net.Socket;
import javax.net.SocketFactory;
import org.eclipse.paho.client.mqttv3.IMqttActionListener;
import org.eclipse.paho.client.mqttv3.IMqttDeliveryToken;
import org.eclipse.paho.client.mqttv3.IMqttToken;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.MqttCallback;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.MqttMessage;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.jspecify.annotations.Nullable;

/**
 * One connection to a broker, from its beginning to its end. A new connection is a new session with
 * a client object of its own: nothing of an old connection can reach a new one.
 *
 * <p>Thread: any.
 */
public final class Session {

  /** SUBACK's "failure" (MQTT 3.1.1, 3.9.3). */
  public static final int SUBSCRIPTION_REFUSED = 0x80;

  private static final long ANSWER_TIMEOUT_MILLIS = 10_000;
  private static final int CONNECT_TIMEOUT_SECONDS = 10;
  private static final int SPARE_INFLIGHT = 16;
  private static final long QUIESCE_MILLIS = 500;
  private static final long LEAVE_MILLIS = 2_000;

  /** Takes what arrives on a session. Called by Paho's thread: must not block, must not throw. */
  public interface Receiver {
    /**
     * A message.
     *
     * @param session where
     * @param topic of the message
     * @param message with packet id and flags
     */
    void arrived(Session session, String topic, MqttMessage message);

    /**
     * Whether more may be read from the network now. Any thread; TLS connections do not ask.
     *
     * @return false to let the broker wait a little, by way of TCP
     */
    default boolean mayRead() {
      return true;
    }
  }

  private enum State {
    CONNECTING,
    UP,
    ENDED
  }

  private final long generation;
  private final LinkSettings settings;
  private final MqttAsyncClient client;
  private final Receiver receiver;
  private final Runnable changed;

  // Guarded by this.
  private State state = State.CONNECTING;
  private boolean sessionPresent;
  private boolean cut;
  private @Nullable Socket socket;
  private @Nullable Throwable failure;

  /**
   * A session that is not connected yet.
   *
   * @param generation its number; later ones have greater numbers
   * @param settings where and how
   * @param receiver takes messages
   * @param changed is told, on any thread, that {@link #isConnecting} or {@link #isUp} changed
   * @throws MqttException if the settings do not suit the client library
   */
  Session(long generation, LinkSettings settings, Receiver receiver, Runnable changed)
      throws MqttException {
    this.generation = generation;
    this.settings = settings;
    this.receiver = receiver;
    this.changed = changed;
    // The default persistence writes and forces every message into the working directory.
    this.client =
        new MqttAsyncClient(
            settings.address().toString(), settings.clientId(), new MemoryPersistence());
    client.setManualAcks(true);
    client.setCallback(
        new MqttCallback() {
          @Override
          public void messageArrived(String topic, MqttMessage message) {
            receiver.arrived(Session.this, topic, message);
          }

          @Override
          public void connectionLost(Throwable cause) {
            ended(cause);
          }

          @Override
          public void deliveryComplete(IMqttDeliveryToken token) {}
        });
  }

  /** Begins to connect; returns at once. */
  void connect() throws MqttException, IOException {
    MqttConnectOptions options = new MqttConnectOptions();
    options.setMqttVersion(MqttConnectOptions.MQTT_VERSION_3_1_1);
    options.setCleanSession(settings.cleanSession());
    options.setKeepAliveInterval(settings.keepAliveSeconds());
    options.setConnectionTimeout(CONNECT_TIMEOUT_SECONDS);
    options.setAutomaticReconnect(false);
    // With QoS 0 Paho tells of the end a little before it frees the place.
    options.setMaxInflight(settings.maxInflight() + SPARE_INFLIGHT);
    options.setHttpsHostnameVerificationEnabled(true);
    SocketFactory sockets =
        settings.address().tls()
            ? NoDelaySockets.tls(settings.tls().socketFactory(), this::made)
            : NoDelaySockets.plain(this::made, receiver::mayRead);
    options.setSocketFactory(sockets);
    settings.username().ifPresent(options::setUserName);
    settings.password().ifPresent(text -> options.setPassword(text.toCharArray()));
    client.connect(
        options,
        null,
        new IMqttActionListener() {
          @Override
          public void onSuccess(IMqttToken token) {
            up(token.getSessionPresent());
          }

          @Override
          public void onFailure(IMqttToken token, Throwable cause) {
            ended(cause);
          }
        });
  }

  private void made(Socket made) {
    boolean late;
    synchronized (this) {
      socket = made;
      late = cut;
    }
    if (late) {
      close(made);
    }
  }

  private void up(boolean present) {
    synchronized (this) {
      if (state != State.CONNECTING) {
        return;
      }
      state = State.UP;
      sessionPresent = present;
    }
    changed.run();
  }

  private void ended(@Nullable Throwable cause) {
    synchronized (this) {
      if (state == State.ENDED) {
        return;
      }
      state = State.ENDED;
      failure = cause;
    }
    changed.run();
  }

  /**
   * The connection's number.
   *
   * @return greater than those of all connections before
   */
  public long generation() {
    return generation;
  }

  /**
   * Whether the broker remembered us [MQTT-3.2.2-2].
   *
   * @return false also from brokers that always say so
   */
  public synchronized boolean sessionPresent() {
    return sessionPresent;
  }

  /**
   * Whether the connection is up.
   *
   * @return false before CONNACK and after the end
   */
  public synchronized boolean isUp() {
    return state == State.UP;
  }

  synchronized boolean isConnecting() {
    return state == State.CONNECTING;
  }

  synchronized @Nullable Throwable failure() {
    return failure;
  }

  /**
   * Subscribes and waits for the answer.
   *
   * @param filter a topic filter
   * @param qos wanted
   * @return the QoS granted, or {@link #SUBSCRIPTION_REFUSED}
   * @throws LinkException if no answer comes
   */
  public int subscribe(String filter, int qos) throws LinkException {
    try {
      IMqttToken token = client.subscribe(filter, qos);
      token.waitForCompletion(ANSWER_TIMEOUT_MILLIS);
      int[] granted = token.getGrantedQos();
      return granted == null || granted.length == 0 ? SUBSCRIPTION_REFUSED : granted[0];
    } catch (MqttException e) {
      throw new LinkException(
          "%s did not answer the subscription to '%s' (%s)"
              .formatted(settings.address(), filter, e.getMessage()));
    }
  }

  /**
   * Unsubscribes and waits for the answer.
   *
   * @param filter a topic filter
   * @throws LinkException if no answer comes
   */
  public void unsubscribe(String filter) throws LinkException {
    try {
      client.unsubscribe(filter).waitForCompletion(ANSWER_TIMEOUT_MILLIS);
    } catch (MqttException e) {
      throw new LinkException(
          "%s did not answer the end of the subscription to '%s' (%s)"
              .formatted(settings.address(), filter, e.getMessage()));
    }
  }

  /**
   * Acknowledges a QoS 1 message that came on this connection. Never blocks; does nothing when the
   * connection is gone, where the broker sends the message again [MQTT-4.4.0-1].
   *
   * @param packetId of the message
   */
  public void acknowledge(int packetId) {
    try {
      synchronized (this) { // the client's insides go away in free()
        if (state == State.ENDED || cut) {
          return;
        }
        client.messageArrivedComplete(packetId, 1);
      }
    } catch (MqttException e) {
      cut();
    }
  }

  /**
   * Hands a message to the connection's sender. Never blocks.
   *
   * @param topic of the message
   * @param message with its QoS
   * @param listener is told of the PUBACK, or with QoS 0 that the socket has it
   * @throws MqttException if the connection does not take it
   */
  public void publish(String topic, MqttMessage message, IMqttActionListener listener)
      throws MqttException {
    synchronized (this) {
      if (state != State.UP || cut) {
        throw new MqttException(MqttException.REASON_CODE_CLIENT_NOT_CONNECTED);
      }
      client.publish(topic, message, null, listener);
    }
  }

  /**
   * Cuts the connection without a word: what was not acknowledged will be sent again. May wait for
   * the socket; never call it from {@link Receiver#arrived}.
   */
  void cut() {
    Socket open;
    synchronized (this) {
      cut = true;
      open = socket;
    }
    if (open != null) {
      close(open);
    }
  }

  /** A thread of the client died: nothing more can be heard on this connection. */
  void broken(Throwable cause) {
    ended(cause);
    cut();
  }

  /** Sends what waits, says goodbye, and ends. Waits a second or two. */
  void leave() {
    try {
      client.disconnect(QUIESCE_MILLIS).waitForCompletion(LEAVE_MILLIS);
    } catch (MqttException e) {
      cut();
    }
    ended(null);
  }

  /** Frees what the client library holds; the connection has ended. */
  void free() {
    synchronized (this) {
      state = State.ENDED;
    }
    try {
      client.close();
    } catch (MqttException e) {
      cut(); // still on its way down; its threads end with the socket
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is of no more use, and that is what was wanted.
    }
  }
}
