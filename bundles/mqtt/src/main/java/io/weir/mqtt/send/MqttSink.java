package io.weir.mqtt.send;

import io.weir.api.Clock;
import io.weir.api.connector.ByteSink;
import io.weir.api.connector.Confirmation;
import io.weir.api.connector.ConnectorContext;
import io.weir.api.connector.ConnectorContext.Health;
import io.weir.api.connector.Delivery;
import io.weir.api.connector.Sink;
import io.weir.api.data.Batch;
import io.weir.api.format.Encoder;
import io.weir.mqtt.connect.Link;
import io.weir.mqtt.connect.LinkSettings;
import io.weir.mqtt.connect.Session;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import org.eclipse.paho.client.mqttv3.IMqttActionListener;
import org.eclipse.paho.client.mqttv3.IMqttToken;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.MqttMessage;
import org.jspecify.annotations.Nullable;

/**
 * Publishes rows. A window of messages is unconfirmed at any time; what a lost connection leaves
 * unconfirmed is sent again on the next one, in order and before anything new. A row is confirmed
 * by PUBACK, with QoS 0 when the socket has it.
 *
 * <p>The bytes of a row: the topic's length (2 bytes), the topic (UTF-8), the payload.
 */
public final class MqttSink implements Sink {

  private static final long WINDOW_BYTES = 8L << 20;
  private static final int LENGTH_BYTES = 2;

  // Set once.
  private final ConnectorContext context;
  private final Clock clock;
  private final LinkSettings linkSettings;
  private final SendSettings settings;
  private final TopicTemplate topic;
  private final Encoder encoder;
  private final Link link;

  // Guarded by the window.
  private final ArrayDeque<Outgoing> window = new ArrayDeque<>();
  private final Gathering gathering = new Gathering();
  private long windowBytes;
  private long confirmedSequence = -1;
  private @Nullable Session session;

  /**
   * A sink that is not started.
   *
   * @param context what belongs to the instance
   * @param linkSettings where to connect
   * @param settings how to send
   * @param topic where to publish
   * @param encoder turns a row into a payload
   */
  public MqttSink(
      ConnectorContext context,
      LinkSettings linkSettings,
      SendSettings settings,
      TopicTemplate topic,
      Encoder encoder) {
    this.context = context;
    this.clock = context.clock();
    this.linkSettings = linkSettings;
    this.settings = settings;
    this.topic = topic;
    this.encoder = encoder;
    this.link = new Link(context, linkSettings, new Sender());
  }

  @Override
  public void encode(Batch batch, int row, @Nullable String id, ByteSink target) {
    int start = target.size();
    target.writeByte(0);
    target.writeByte(0);
    topic.write(batch, row, target);
    int length = target.size() - start - LENGTH_BYTES;
    target.array()[start] = (byte) (length >>> 8);
    target.array()[start + 1] = (byte) length;
    encoder.encode(batch, row, id, target);
  }

  @Override
  public void start(@Nullable ByteBuffer position) {
    link.start();
  }

  @Override
  public boolean deliver(Delivery delivery) {
    byte[] array = delivery.array();
    int topicAt = delivery.offset() + LENGTH_BYTES;
    int topicLength = (array[topicAt - 2] & 0xFF) << 8 | (array[topicAt - 1] & 0xFF);
    int payloadAt = topicAt + topicLength;
    int payloadLength = delivery.length() - LENGTH_BYTES - topicLength;
    synchronized (window) {
      if (!hasRoom()) {
        return false;
      }
      if (settings.rows() == 1) {
        send(
            new Outgoing(
                text(array, topicAt, topicLength),
                Arrays.copyOfRange(array, payloadAt, payloadAt + payloadLength),
                delivery.sequence()));
        return true;
      }
      boolean fits = gathering.size() + 1 + payloadLength < settings.bytes();
      if (!gathering.isEmpty() && !(fits && gathering.isOf(array, topicAt, topicLength))) {
        sendGathered();
        if (!hasRoom()) {
          return false;
        }
      }
      if (gathering.isEmpty()) {
        long now = clock.monotonicNanos();
        gathering.begin(array, topicAt, topicLength, now);
        if (settings.lingerNanos() > 0) {
          link.callAt(now + settings.lingerNanos());
        }
      }
      gathering.add(array, payloadAt, payloadLength, delivery.sequence());
      if (gathering.rows() >= settings.rows()) {
        sendGathered();
      }
      return true;
    }
  }

  @Override
  public void flush() {
    synchronized (window) {
      sendGatheredIfDue();
    }
  }

  @Override
  public @Nullable Confirmation confirmed() {
    synchronized (window) {
      return confirmedSequence < 0 ? null : Confirmation.of(confirmedSequence);
    }
  }

  @Override
  public void close() {
    link.close();
  }

  private boolean hasRoom() {
    return session != null && window.size() < settings.maxInflight() && windowBytes < WINDOW_BYTES;
  }

  private void sendGatheredIfDue() {
    if (!gathering.isEmpty()
        && clock.monotonicNanos() - gathering.firstNanos() >= settings.lingerNanos()) {
      sendGathered();
    }
  }

  private void sendGathered() {
    long last = gathering.lastSequence();
    String name = text(gathering.topic(), 0, gathering.topic().length);
    send(new Outgoing(name, gathering.take(), last));
  }

  private void send(Outgoing outgoing) {
    window.add(outgoing);
    windowBytes += outgoing.payload.length;
    Session present = session;
    if (present != null) {
      publish(outgoing, present);
    }
  }

  /** Gives a message to a connection. If that fails, it waits in the window for the next one. */
  private void publish(Outgoing outgoing, Session on) {
    MqttMessage message = new MqttMessage(outgoing.payload);
    message.setQos(settings.qos());
    message.setRetained(settings.retain());
    outgoing.session = on;
    try {
      on.publish(outgoing.topic, message, new Answer(outgoing, on));
    } catch (MqttException | IllegalArgumentException e) {
      session = null; // nothing may overtake this message
      link.cut(on, "publishing to %s failed: %s".formatted(linkSettings.address(), e.getMessage()));
    }
  }

  private void confirm(Outgoing outgoing, Session on) {
    boolean advanced = false;
    synchronized (window) {
      if (outgoing.session != on) {
        return; // it is on its way again on a newer connection
      }
      outgoing.confirmed = true;
      Outgoing first = window.peek();
      while (first != null && first.confirmed) {
        window.remove();
        windowBytes -= first.payload.length;
        confirmedSequence = first.lastSequence;
        advanced = true;
        first = window.peek();
      }
    }
    if (advanced) {
      context.signal();
    }
  }

  private static String text(byte[] utf8, int offset, int length) {
    return new String(utf8, offset, length, StandardCharsets.UTF_8);
  }

  /** Hears of one message on one connection. */
  private final class Answer implements IMqttActionListener {
    private final Outgoing outgoing;
    private final Session on;

    Answer(Outgoing outgoing, Session on) {
      this.outgoing = outgoing;
      this.on = on;
    }

    @Override
    public void onSuccess(IMqttToken token) {
      confirm(outgoing, on);
    }

    @Override
    public void onFailure(IMqttToken token, Throwable cause) {
      if (cause instanceof MqttException e
          && (e.getReasonCode() == MqttException.REASON_CODE_CONNECTION_LOST
              || e.getReasonCode() == MqttException.REASON_CODE_CLIENT_DISCONNECTING)) {
        return; // the connection's end is told where it ended
      }
      link.cut(
          on, "publishing to %s failed: %s".formatted(linkSettings.address(), cause.getMessage()));
    }
  }

  /** The network's side. */
  private final class Sender implements Link.Owner {

    @Override
    public Link.Status up(Session up) {
      synchronized (window) {
        session = up;
        for (Outgoing outgoing : window) {
          if (!outgoing.confirmed && session != null) {
            publish(outgoing, up);
          }
        }
      }
      context.signal();
      return new Link.Status(Health.UP, "publishes to " + linkSettings.address());
    }

    @Override
    public void down(Session down) {
      synchronized (window) {
        session = null;
      }
    }

    @Override
    public void timer() {
      synchronized (window) {
        if (session != null) {
          sendGatheredIfDue();
        }
      }
    }
  }
}
