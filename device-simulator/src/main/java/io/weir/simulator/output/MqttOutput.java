package io.weir.simulator.output;

import io.weir.simulator.generate.Emission;
import io.weir.simulator.truth.LedgerEntry;
import io.weir.simulator.truth.LedgerSink;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.paho.client.mqttv3.MqttException;

/**
 * Publishes over MQTT 3.1.1, the devices spread over a number of connections.
 *
 * <p>Two limits hold the sender back: the window of each connection, and the skew. A message is
 * published only when every message due earlier by more than the skew is acknowledged, so that
 * however connections overtake each other, the broker has the messages in nearly the order of the
 * ledger. This is what makes lateness a fact that a truth can know.
 *
 * <p>A message counts as sent when the broker acknowledged it (QoS 0: when it was written). If a
 * connection breaks before, the fate of its messages is unknown, and they are published again with
 * the same content.
 */
public final class MqttOutput implements Output {

  /** No limit to how far messages may overtake each other. */
  public static final long NO_SKEW_LIMIT = Long.MAX_VALUE;

  private static final int CONNECT_AT_ONCE = 50;
  private static final long POLL_NANOS = 20_000_000L;

  private final MqttTarget target;
  private final Settings settings;
  private final LedgerSink ledger;
  private final List<Lane> lanes = new ArrayList<>();

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  // Guarded by the lock.
  private final ArrayDeque<InFlight> inOrder = new ArrayDeque<>();
  private boolean anyBroken;
  private boolean stopped;
  private long published;
  private long acknowledged;
  private long republished;
  private long reconnects;

  /**
   * How to publish.
   *
   * @param connections number of connections, positive
   * @param qos quality of service, 0 to 2
   * @param window unacknowledged messages a connection, positive
   * @param skewMicros how far messages may overtake each other, in time due, or {@link
   *     #NO_SKEW_LIMIT}
   */
  public record Settings(int connections, int qos, int window, long skewMicros) {}

  /**
   * Connects.
   *
   * @throws OutputException if the broker cannot be reached or refuses
   */
  public MqttOutput(MqttTarget target, Settings settings, LedgerSink ledger) {
    this.target = target;
    this.settings = settings;
    this.ledger = ledger;
    String id = MqttTarget.newClientId("");
    Lane.Listener listener = new LaneListener();
    for (int i = 0; i < settings.connections(); i++) {
      lanes.add(new Lane(target, id + i, settings.qos(), listener));
    }
    connectAll();
  }

  private void connectAll() {
    try {
      for (int from = 0; from < lanes.size(); from += CONNECT_AT_ONCE) {
        List<Lane> some = lanes.subList(from, Math.min(lanes.size(), from + CONNECT_AT_ONCE));
        for (Lane lane : some) {
          lane.beginConnect();
        }
        for (Lane lane : some) {
          lane.awaitConnected();
        }
      }
    } catch (MqttException e) {
      close();
      throw new OutputException(
          "cannot connect to the broker at "
              + target
              + " ("
              + MqttTarget.reason(e)
              + "); is it running there, and does it let us in?",
          e);
    }
  }

  @Override
  public void send(Emission emission) {
    Lane lane = lanes.get(emission.device().index() % lanes.size());
    InFlight message = new InFlight(emission, lane);
    lock.lock();
    try {
      while (!stopped && mustWait(emission, lane)) {
        awaitChange();
      }
      if (stopped) {
        return;
      }
      inOrder.add(message);
      lane.unacknowledged.add(message);
      message.copies = 1;
      published++;
    } finally {
      lock.unlock();
    }
    if (!lane.publish(message)) {
      notSent(message);
    }
  }

  private boolean mustWait(Emission emission, Lane lane) {
    if (lane.broken || lane.unacknowledged.size() >= settings.window()) {
      return true;
    }
    InFlight oldest = inOrder.peek();
    return oldest != null
        && emission.dueMicros() - oldest.emission.dueMicros() > settings.skewMicros();
  }

  // Called under the lock, by a loop over its condition; gives the lock up meanwhile.
  @SuppressWarnings("WaitNotInLoop") // the callers loop
  private void awaitChange() {
    if (anyBroken) {
      lock.unlock();
      try {
        repair();
      } finally {
        lock.lock();
      }
    }
    try {
      changed.awaitNanos(POLL_NANOS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stopped = true;
    }
  }

  private void repair() {
    long now = System.nanoTime();
    for (Lane lane : lanes) {
      if (isBroken(lane) && lane.mayRetry(now)) {
        repair(lane);
      }
    }
  }

  private boolean isBroken(Lane lane) {
    lock.lock();
    try {
      return lane.broken;
    } finally {
      lock.unlock();
    }
  }

  private void setBroken(Lane lane, boolean broken) {
    lock.lock();
    try {
      lane.broken = broken;
    } finally {
      lock.unlock();
    }
  }

  private void repair(Lane lane) {
    // First the old client, whose last words must not be taken for the new one's.
    lane.abandon();
    setBroken(lane, false);
    try {
      lane.connect();
    } catch (MqttException e) {
      lost(lane);
      lane.retryLater(System.nanoTime());
      return;
    }
    List<InFlight> again;
    lock.lock();
    try {
      reconnects++;
      anyBroken = lanes.stream().anyMatch(l -> l.broken);
      again = lane.toRepublish();
      again.forEach(this::countCopy);
    } finally {
      lock.unlock();
    }
    for (InFlight message : again) {
      if (!lane.publish(message)) {
        notSent(message);
      }
    }
  }

  // Under the lock.
  private void countCopy(InFlight message) {
    republished += message.copies > 0 ? 1 : 0;
    message.copies++;
  }

  private void notSent(InFlight message) {
    lock.lock();
    try {
      message.copies--;
      republished -= message.copies > 0 ? 1 : 0;
      message.lane.broken = true;
      anyBroken = true;
    } finally {
      lock.unlock();
    }
  }

  private void lost(Lane lane) {
    lock.lock();
    try {
      lane.broken = true;
      anyBroken = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void acknowledged(InFlight message) {
    lock.lock();
    try {
      if (message.acknowledged) {
        return;
      }
      message.acknowledged = true;
      acknowledged++;
      message.lane.unacknowledged.remove(message);
      InFlight oldest = inOrder.peek();
      while (oldest != null && oldest.acknowledged) {
        inOrder.remove();
        enter(oldest);
        oldest = inOrder.peek();
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void enter(InFlight message) {
    ledger.sent(LedgerEntry.of(message.emission, message.copies, message.acknowledged));
  }

  @Override
  public void flush() {
    // Nothing is buffered; but a broken connection is not left broken while the sender waits.
    boolean broken;
    lock.lock();
    try {
      broken = anyBroken;
    } finally {
      lock.unlock();
    }
    if (broken) {
      repair();
    }
  }

  @Override
  public void finish(Duration timeout) {
    long deadline = System.nanoTime() + timeout.toNanos();
    lock.lock();
    try {
      while (!inOrder.isEmpty()
          && System.nanoTime() - deadline < 0
          && !Thread.currentThread().isInterrupted()) {
        awaitChange();
      }
      // What never left is not in the ledger; of the rest nobody knows.
      inOrder.stream().filter(message -> message.copies > 0).forEach(this::enter);
      inOrder.clear();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void stop() {
    lock.lock();
    try {
      stopped = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Stats stats() {
    lock.lock();
    try {
      return new Stats(published, acknowledged, republished, reconnects);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lanes.forEach(Lane::beginClose);
    lanes.forEach(Lane::close);
  }

  /** What Paho's threads say. */
  private final class LaneListener implements Lane.Listener {
    @Override
    public void acknowledged(InFlight message) {
      MqttOutput.this.acknowledged(message);
    }

    @Override
    public void lost(Lane lane) {
      MqttOutput.this.lost(lane);
    }
  }
}
