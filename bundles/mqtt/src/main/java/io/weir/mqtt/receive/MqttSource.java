package io.weir.mqtt.receive;

import io.weir.api.Clock;
import io.weir.api.Fate;
import io.weir.api.connector.ByteSink;
import io.weir.api.connector.ConnectorContext;
import io.weir.api.connector.ConnectorContext.Health;
import io.weir.api.connector.Intake;
import io.weir.api.connector.Source;
import io.weir.mqtt.connect.Link;
import io.weir.mqtt.connect.LinkException;
import io.weir.mqtt.connect.LinkSettings;
import io.weir.mqtt.connect.Session;
import io.weir.mqtt.connect.SessionEnd;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.eclipse.paho.client.mqttv3.MqttMessage;
import org.jspecify.annotations.Nullable;

/** Receives from an MQTT broker. The rules are in note 0001. */
public final class MqttSource implements Source {

  private static final int KEPT_OF_TOO_LARGE = 1_024;

  // Set once.
  private final ConnectorContext context;
  private final Clock clock;
  private final LinkSettings linkSettings;
  private final ReceiverSettings settings;
  private final TopicFilter filter;
  private final Inbox inbox;
  private final Subscription subscription;
  private final Link link;

  // The pipeline's thread.
  private final PacketTable table;
  private final Ledger ledger;
  private final StallDetector stall = new StallDetector();
  private final List<Arrival> taken = new ArrayList<>();
  private @Nullable Session newest;
  private @Nullable String formerClientId;

  // Written by Paho's thread: the connection that sent more than the inbox holds. What comes behind
  // the gap is not taken; the connection ends when all before it is acknowledged.
  private volatile @Nullable Session overrun;

  /**
   * A source that is not started.
   *
   * @param context what belongs to the instance
   * @param linkSettings where to connect
   * @param settings what to receive
   */
  public MqttSource(
      ConnectorContext context, LinkSettings linkSettings, ReceiverSettings settings) {
    this.context = context;
    this.clock = context.clock();
    this.linkSettings = linkSettings;
    this.settings = settings;
    this.filter = TopicFilter.parse(settings.topic());
    this.inbox = new Inbox(settings.maxInflight());
    this.subscription = new Subscription(linkSettings.clientId());
    this.table = PacketTable.forWindow(settings.maxInflight());
    this.ledger = new Ledger(table, subscription);
    this.link = new Link(context, linkSettings, new Receiver());
  }

  @Override
  public void restore(ByteBuffer position) {
    ledger.readAll(position);
  }

  @Override
  public void replay(ByteBuffer progress) {
    ledger.readDelta(progress);
  }

  @Override
  public void start() {
    if (!subscription.clientId().equals(linkSettings.clientId())) {
      formerClientId = subscription.clientId();
      subscription.moveTo(linkSettings.clientId());
      table.clear(); // ids of another session mean nothing
    }
    link.start();
  }

  @Override
  public int poll(Intake intake, int limit) {
    int overflow = inbox.takeOverflow();
    if (overflow > 0) {
      intake.count(Fate.OVERFLOW, overflow);
    }
    int handed = 0;
    while (handed < limit && !ledger.isFull()) {
      inbox.drainTo(taken, limit - handed);
      if (taken.isEmpty()) {
        break;
      }
      stall.arrived(clock.monotonicNanos(), taken.size());
      for (Arrival arrival : taken) {
        handed += take(arrival, intake) ? 1 : 0;
      }
      taken.clear();
    }
    renewAfterOverrun();
    return handed;
  }

  /** Returns whether the arrival became a record. */
  private boolean take(Arrival arrival, Intake intake) {
    boolean ignored = arrival.retained() && !settings.includeRetained();
    if (arrival.qos() > 0) {
      Session session = arrival.session();
      if (newest == null || session.generation() > newest.generation()) {
        newest = session;
      }
      if (ignored) {
        if (ledger.ignored(session.generation(), arrival.packetId())) {
          session.acknowledge(arrival.packetId());
        }
        return false;
      }
      switch (ledger.received(
          session.generation(),
          arrival.packetId(),
          arrival.dup(),
          arrival.digestHigh(),
          arrival.digestLow())) {
        case DUPLICATE_DURABLE -> {
          session.acknowledge(arrival.packetId());
          intake.count(Fate.DUPLICATE, 1);
          return false;
        }
        case DUPLICATE -> {
          intake.count(Fate.DUPLICATE, 1);
          return false;
        }
        case ACCEPT -> {}
      }
    } else if (ignored) {
      return false;
    }
    hand(arrival, intake);
    return true;
  }

  private void hand(Arrival arrival, Intake intake) {
    byte[] payload = arrival.payload();
    if (arrival.isCut()) {
      reject(
          arrival,
          intake,
          "payload of %d bytes; max-payload allows %d"
              .formatted(arrival.length(), settings.maxPayload()));
    } else if (!filter.matches(arrival.topic())) {
      reject(
          arrival,
          intake,
          "came for a former subscription of the session; the topic is now '%s'".formatted(filter));
    } else {
      intake.accept(payload, 0, payload.length, arrival.topic(), arrival.receivedMicros());
    }
  }

  private static void reject(Arrival arrival, Intake intake, String reason) {
    byte[] payload = arrival.payload();
    intake.reject(payload, 0, payload.length, arrival.topic(), arrival.receivedMicros(), reason);
  }

  @Override
  public boolean wantsCommit(long monotonicNanos) {
    if (subscription.isUnsaved()) {
      return true;
    }
    int unacknowledged = ledger.unacknowledged();
    int proved = stall.provedWindow();
    int window = proved > 0 ? Math.min(proved, settings.maxInflight()) : settings.maxInflight();
    if (unacknowledged >= Math.max(1, window * 3 / 4)) {
      return true;
    }
    if (unacknowledged > 0 && overrun == newest) {
      return true;
    }
    return inbox.isEmpty() && stall.suspects(monotonicNanos, unacknowledged);
  }

  @Override
  public void prepareCommit(ByteSink progress) {
    ledger.writeDelta(progress);
  }

  @Override
  public void committed() {
    Session session = newest;
    ledger.committed(
        id -> {
          if (session != null) {
            session.acknowledge(id);
          }
        });
    renewAfterOverrun();
    stall.acknowledged(clock.monotonicNanos());
    int window = stall.takeProof();
    if (window > 0) {
      context.report(
          Health.DEGRADED,
          ("%s stops after about %d unacknowledged messages, max-inflight says %d: every window"
                  + " costs a commit. Raise the broker's window (mosquitto:"
                  + " max_inflight_messages %d) or set max-inflight: %d")
              .formatted(
                  linkSettings.address(),
                  window,
                  settings.maxInflight(),
                  settings.maxInflight(),
                  window));
    }
  }

  @Override
  public void checkpoint(ByteSink position) {
    ledger.writeAll(position);
  }

  @Override
  public void close() {
    link.close();
  }

  @Override
  public void dispose() {
    link.close();
    SessionEnd.of(context, linkSettings.with(subscription.clientId(), true));
  }

  private void renewAfterOverrun() {
    Session gap = overrun;
    if (gap != null && inbox.isEmpty() && ledger.unacknowledged() == 0) {
      link.renew(gap);
    }
  }

  private void endFormerSession() {
    String former = formerClientId;
    formerClientId = null;
    if (former != null) {
      SessionEnd.of(context, linkSettings.with(former, true));
    }
  }

  /** The network's side. */
  private final class Receiver implements Link.Owner {

    private final Subscriber subscriber = new Subscriber(linkSettings, settings, subscription);
    private final Digest digest = new Digest();
    private long generation;

    @Override
    public boolean ready() {
      return inbox.isHalfFree(); // after an overrun everything comes again
    }

    @Override
    public boolean mayRead() {
      return inbox.isHalfFree();
    }

    @Override
    public Link.Status up(Session session) throws LinkException {
      endFormerSession();
      Link.Status status = subscriber.bringInOrder(session);
      return overrun == null
          ? status
          : new Link.Status(Health.DEGRADED, status.message() + "; " + overrunMessage());
    }

    @Override
    public void down(Session session) {}

    @Override
    public synchronized void arrived(Session session, String topic, MqttMessage message) {
      if (session.generation() < generation) {
        return; // a thread of an old connection, late: the session sends it again
      }
      generation = session.generation();
      int qos = message.getQos();
      if (session == overrun) {
        // What comes behind a gap must not be taken: the session sends all of it again, in order.
        if (qos == 0) {
          inbox.overflowed();
          context.signal();
        }
        return;
      }
      byte[] payload = message.getPayload();
      long digestHigh = 0;
      long digestLow = 0;
      if (qos > 0) {
        digest.of(topic, payload);
        digestHigh = digest.high();
        digestLow = digest.low();
      }
      byte[] kept =
          payload.length > settings.maxPayload()
              ? Arrays.copyOf(payload, Math.min(payload.length, KEPT_OF_TOO_LARGE))
              : payload;
      Arrival arrival =
          new Arrival(
              session,
              message.getId(),
              qos,
              message.isDuplicate(),
              message.isRetained(),
              topic,
              kept,
              payload.length,
              digestHigh,
              digestLow,
              clock.epochMicros());
      switch (inbox.offer(arrival)) {
        case FIRST -> context.signal();
        case QUEUED -> {}
        case OVERRUN -> {
          if (qos > 0) {
            if (overrun == null) {
              context.report(Health.DEGRADED, overrunMessage());
            }
            overrun = session;
          }
          context.signal();
        }
      }
    }

    private String overrunMessage() {
      return ("%s sent far more than max-inflight (%d) unacknowledged messages; what was too much"
              + " was not taken and is sent again. Set max-inflight to the broker's window (mosquitto:"
              + " max_inflight_messages)")
          .formatted(linkSettings.address(), settings.maxInflight());
    }
  }
}
