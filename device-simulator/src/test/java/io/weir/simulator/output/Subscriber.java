package io.weir.simulator.output;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.eclipse.paho.client.mqttv3.IMqttDeliveryToken;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.MqttCallback;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.MqttMessage;

/** Keeps what arrives at a broker, as {@code topic payload}. */
public final class Subscriber implements AutoCloseable {

  private static final long TIMEOUT_SECONDS = 30;

  private final MqttAsyncClient client;
  private final boolean acknowledges;
  private final List<String> arrived = new ArrayList<>();
  private int redelivered;

  /** Connects with a session that stays, and subscribes. */
  public Subscriber(String url, String clientId, String topic, boolean acknowledges)
      throws MqttException {
    this.acknowledges = acknowledges;
    MqttTarget target = MqttTarget.of(url);
    client = target.newClient(clientId);
    client.setManualAcks(true);
    client.setCallback(new Callback());
    client.connect(target.options(false, Duration.ofSeconds(5))).waitForCompletion();
    client.subscribe(topic, 2).waitForCompletion();
  }

  /** Waits for a number of messages. */
  public List<String> await(int count) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIMEOUT_SECONDS);
    synchronized (arrived) {
      while (arrived.size() < count) {
        long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (left <= 0) {
          throw new AssertionError("only " + arrived.size() + " of " + count + " messages came");
        }
        arrived.wait(left);
      }
      return new ArrayList<>(arrived);
    }
  }

  /** How many messages came again. */
  public int redelivered() {
    synchronized (arrived) {
      return redelivered;
    }
  }

  /** Goes without saying goodbye; the session stays. */
  public void vanish() throws MqttException {
    client.disconnectForcibly(0, 0, false);
    client.close(true);
  }

  @Override
  public void close() throws MqttException {
    client.disconnect(0).waitForCompletion();
    client.close();
  }

  private final class Callback implements MqttCallback {
    @Override
    public void connectionLost(Throwable cause) {
      // The test says what it expects.
    }

    @Override
    public void messageArrived(String topic, MqttMessage message) throws MqttException {
      synchronized (arrived) {
        arrived.add(topic + ' ' + new String(message.getPayload(), StandardCharsets.ISO_8859_1));
        redelivered += message.isDuplicate() ? 1 : 0;
        arrived.notifyAll();
      }
      if (acknowledges) {
        client.messageArrivedComplete(message.getId(), message.getQos());
      }
    }

    @Override
    public void deliveryComplete(IMqttDeliveryToken token) {
      // Nothing is published.
    }
  }
}
