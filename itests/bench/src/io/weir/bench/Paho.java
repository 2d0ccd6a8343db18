package io.weir.bench;

import io.weir.simulator.output.OutputException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.net.SocketFactory;
import org.eclipse.paho.client.mqttv3.IMqttActionListener;
import org.eclipse.paho.client.mqttv3.IMqttToken;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;

/** A Paho client in the settings in which it is fast: no delay, nothing on disk, QoS 1. */
final class Paho implements AutoCloseable {

  private static final int WINDOW = 1_000;
  private static final long ANSWER_MILLIS = 10_000;

  /** Takes messages, on the client's thread. */
  interface Listener {
    void arrived(String topic, byte[] payload);
  }

  private final MqttAsyncClient client;
  private final Semaphore window = new Semaphore(WINDOW);
  private final IMqttActionListener answered =
      new IMqttActionListener() {
        @Override
        public void onSuccess(IMqttToken token) {
          window.release();
        }

        @Override
        public void onFailure(IMqttToken token, Throwable cause) {
          window.release(); // a message too few arrives, and that is noticed
        }
      };

  private Paho(MqttAsyncClient client) {
    this.client = client;
  }

  static Paho connect(String url, String clientId, boolean clean, Listener listener)
      throws MqttException {
    MqttAsyncClient client = new MqttAsyncClient(url, clientId, new MemoryPersistence());
    client.setCallback(
        new org.eclipse.paho.client.mqttv3.MqttCallback() {
          @Override
          public void messageArrived(
              String topic, org.eclipse.paho.client.mqttv3.MqttMessage message) {
            listener.arrived(topic, message.getPayload());
          }

          @Override
          public void connectionLost(Throwable cause) {}

          @Override
          public void deliveryComplete(
              org.eclipse.paho.client.mqttv3.IMqttDeliveryToken token) {}
        });
    MqttConnectOptions options = new MqttConnectOptions();
    options.setMqttVersion(MqttConnectOptions.MQTT_VERSION_3_1_1);
    options.setCleanSession(clean);
    options.setMaxInflight(2 * WINDOW);
    options.setSocketFactory(new NoDelay());
    client.connect(options).waitForCompletion(ANSWER_MILLIS);
    return new Paho(client);
  }

  static Paho publisher(String url) throws MqttException {
    return connect(url, "bench-publisher", true, (topic, payload) -> {});
  }

  /** Leaves a session that queues what comes for a filter. */
  static void leaveSession(String url, String clientId, String filter) throws MqttException {
    try (Paho paho = connect(url, clientId, false, (topic, payload) -> {})) {
      paho.subscribe(filter);
    }
  }

  void subscribe(String filter) throws MqttException {
    client.subscribe(filter, 1).waitForCompletion(ANSWER_MILLIS);
  }

  /** Publishes; waits while too many messages are under way. */
  void publish(String topic, byte[] payload) throws MqttException, InterruptedException {
    if (!window.tryAcquire(ANSWER_MILLIS, TimeUnit.MILLISECONDS)) {
      throw new OutputException("the broker answers no more", null);
    }
    client.publish(topic, payload, 1, false, null, answered);
  }

  /** Waits until everything published is acknowledged. */
  void settle() throws InterruptedException {
    if (!window.tryAcquire(WINDOW, ANSWER_MILLIS, TimeUnit.MILLISECONDS)) {
      throw new OutputException("the broker answers no more", null);
    }
    window.release(WINDOW);
  }

  @Override
  public void close() throws MqttException {
    client.disconnect().waitForCompletion(ANSWER_MILLIS);
    client.close();
  }

  /** Paho never sets TCP_NODELAY. */
  private static final class NoDelay extends SocketFactory {

    @Override
    public Socket createSocket() throws IOException {
      Socket socket = new Socket();
      socket.setTcpNoDelay(true);
      return socket;
    }

    @Override
    public Socket createSocket(String host, int port) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
      throw new UnsupportedOperationException();
    }
  }
}
