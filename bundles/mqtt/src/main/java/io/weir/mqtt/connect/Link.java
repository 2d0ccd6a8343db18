package io.weir.mqtt.connect;

import io.weir.api.Clock;
import io.weir.api.connector.ConnectorContext;
import io.weir.api.connector.ConnectorContext.Health;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.MqttMessage;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a connection to a broker for ever: connects, lets the owner set it up, waits for its end,
 * backs off, connects again; and says in one sentence how things are. One thread of its own.
 *
 * <p>Not Paho's automatic reconnect: that one gives no say in what happens between two connections.
 */
public final class Link implements AutoCloseable {

  private static final long FIRST_DELAY_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long GREATEST_DELAY_NANOS = TimeUnit.SECONDS.toNanos(30);
  private static final long CONNACK_TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(12);
  private static final long STABLE_NANOS = TimeUnit.SECONDS.toNanos(30);
  private static final long END_TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(3);
  private static final long HELD_BACK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
  private static final long CLOSE_MILLIS = 4_000;
  private static final String RENEWAL = "";
  private static final int SUSPICIOUS_LOSSES = 3;

  /** Uses the connection. All but {@link #arrived} is called by the link's thread. */
  public interface Owner extends Session.Receiver {

    /**
     * A connection is up: subscribe, send again. May block for answers.
     *
     * @param session the connection
     * @return how things are now
     * @throws LinkException if the connection is of no use; it is cut and tried again
     */
    Status up(Session session) throws LinkException;

    /**
     * A connection ended, or never came up.
     *
     * @param session the connection
     */
    void down(Session session);

    /**
     * Whether a new connection may be made now.
     *
     * @return false to be asked again soon
     */
    default boolean ready() {
      return true;
    }

    /** The time given to {@link #callAt} has come. */
    default void timer() {}

    @Override
    default void arrived(Session session, String topic, MqttMessage message) {}
  }

  /**
   * How a connection is.
   *
   * @param health in order or not
   * @param message one sentence
   */
  public record Status(Health health, String message) {}

  private final ConnectorContext context;
  private final Clock clock;
  private final LinkSettings settings;
  private final Owner owner;
  private final BackOff backOff;
  private final Thread thread;
  private final Object monitor = new Object();

  // Guarded by the monitor.
  private boolean closing;
  private @Nullable Session current;
  private @Nullable String cutReason;
  private long timerNanos = Long.MAX_VALUE;

  // The link's thread only.
  private long generation;
  private int shortLives;

  /**
   * A link that is not started.
   *
   * @param context reports go there
   * @param settings where and how
   * @param owner uses the connection
   */
  public Link(ConnectorContext context, LinkSettings settings, Owner owner) {
    this.context = context;
    this.clock = context.clock();
    this.settings = settings;
    this.owner = owner;
    long seed = settings.clientId().hashCode() * 31L + clock.epochMicros();
    this.backOff = new BackOff(seed, FIRST_DELAY_NANOS, GREATEST_DELAY_NANOS);
    String name = "weir-mqtt-" + context.pipeline() + "-" + context.name();
    this.thread = new Thread(new Threads(name), this::run, name);
    thread.setDaemon(true); // and with it the threads that Paho makes
  }

  /** Begins to connect, on the link's thread. */
  public void start() {
    thread.start();
  }

  /**
   * Cuts a connection, soon and on the link's thread, and makes a new one.
   *
   * @param session the connection; nothing happens if it is not the present one
   * @param reason one sentence for people
   */
  public void cut(Session session, String reason) {
    synchronized (monitor) {
      if (session == current && cutReason == null) {
        cutReason = reason;
        monitor.notifyAll();
      }
    }
  }

  /**
   * Ends a connection in order, what waits to go out goes out, and makes a new one without delay.
   *
   * @param session the connection; nothing happens if it is not the present one
   */
  public void renew(Session session) {
    cut(session, RENEWAL);
  }

  /**
   * Asks for {@link Owner#timer} while a connection is up.
   *
   * @param monotonicNanos when; replaces an earlier wish
   */
  public void callAt(long monotonicNanos) {
    synchronized (monitor) {
      timerNanos = monotonicNanos;
      monitor.notifyAll();
    }
  }

  /**
   * Ends the connection with a goodbye, within 5 seconds. The broker keeps a persistent session.
   */
  @Override
  public void close() {
    Session connecting;
    synchronized (monitor) {
      closing = true;
      connecting = current != null && !current.isUp() ? current : null;
      monitor.notifyAll();
    }
    if (connecting != null) {
      connecting.cut();
    }
    if (Thread.currentThread() == thread || !thread.isAlive()) {
      return;
    }
    try {
      thread.join(CLOSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Session left;
    synchronized (monitor) {
      left = current;
    }
    if (left != null) {
      left.cut();
    }
  }

  private void run() {
    while (!isClosing()) {
      if (!owner.ready()) {
        pause(HELD_BACK_NANOS);
        continue;
      }
      String failure = oneConnection();
      if (!isClosing()) {
        if (failure.equals(RENEWAL)) {
          backOff.reset();
        } else {
          context.report(Health.DOWN, failure + "; trying again");
        }
        pause(backOff.nextDelayNanos());
      }
    }
  }

  /** From CONNECT to the end of the connection; says why it ended. */
  private String oneConnection() {
    Session session;
    try {
      session = new Session(++generation, settings, owner, this::wake);
    } catch (MqttException | IllegalArgumentException e) {
      return settings + ": " + e.getMessage();
    }
    synchronized (monitor) {
      current = session;
      cutReason = null;
    }
    try {
      open(session);
      Status status = owner.up(session);
      return live(session, status);
    } catch (LinkException e) {
      return e.text();
    } finally {
      end(session);
      owner.down(session);
    }
  }

  private void open(Session session) throws LinkException {
    try {
      session.connect();
    } catch (IOException e) {
      throw new LinkException(String.valueOf(e.getMessage()));
    } catch (MqttException | IllegalArgumentException e) {
      throw new LinkException(Failures.ofConnecting(settings, e));
    }
    await(session::isConnecting, clock.monotonicNanos() + CONNACK_TIMEOUT_NANOS);
    if (session.isConnecting()) {
      throw new LinkException(Failures.nonsense(settings));
    }
    if (!session.isUp()) {
      throw new LinkException(Failures.ofConnecting(settings, session.failure()));
    }
  }

  /** Waits for the end of a connection that is up; says why it ended. */
  private String live(Session session, Status status) {
    long upNanos = clock.monotonicNanos();
    boolean suspicious = shortLives >= SUSPICIOUS_LOSSES;
    context.report(
        suspicious ? Health.DEGRADED : status.health(),
        suspicious ? status.message() + "; " + takeover() : status.message());
    boolean stable = false;
    while (session.isUp()) {
      long now = clock.monotonicNanos();
      if (!stable && now - upNanos >= STABLE_NANOS) {
        stable = true;
        shortLives = 0;
        backOff.reset();
        if (suspicious) {
          context.report(status.health(), status.message());
        }
      }
      if (timerIsDue(now)) {
        owner.timer();
      }
      synchronized (monitor) {
        if (closing) {
          break;
        }
        if (cutReason != null) {
          return cutReason;
        }
        if (session.isUp()) {
          long untilNanos = stable ? Long.MAX_VALUE : upNanos + STABLE_NANOS;
          waitUntil(Math.min(untilNanos, timerNanos));
        }
      }
    }
    if (isClosing()) {
      return "";
    }
    Throwable cause = session.failure();
    String failure = Failures.ofLosing(settings, cause);
    boolean notTakenOver = cause instanceof RuntimeException || cause instanceof Error;
    if (stable || notTakenOver) {
      return failure;
    }
    shortLives++;
    return shortLives >= SUSPICIOUS_LOSSES ? failure + ": " + takeover() : failure;
  }

  private String takeover() {
    return ("connections were lost %d times within %d s after they came up. Usually another client"
            + " connects with the same client id '%s' [MQTT-3.1.4-2]; give each its own client-id")
        .formatted(shortLives, TimeUnit.NANOSECONDS.toSeconds(STABLE_NANOS), settings.clientId());
  }

  private boolean timerIsDue(long nowNanos) {
    synchronized (monitor) {
      if (timerNanos > nowNanos) {
        return false;
      }
      timerNanos = Long.MAX_VALUE;
      return true;
    }
  }

  /** After this no callback of the session is running or will run. */
  private void end(Session session) {
    boolean inOrder;
    synchronized (monitor) {
      inOrder = closing || RENEWAL.equals(cutReason);
    }
    if (inOrder && session.isUp()) {
      session.leave();
    } else {
      session.cut();
      long deadlineNanos = clock.monotonicNanos() + END_TIMEOUT_NANOS;
      await(() -> session.isConnecting() || session.isUp(), deadlineNanos);
    }
    session.free();
    synchronized (monitor) {
      current = null;
    }
  }

  private void pause(long nanos) {
    long deadlineNanos = clock.monotonicNanos() + nanos;
    await(() -> true, deadlineNanos);
  }

  private interface Condition {
    boolean holds();
  }

  /**
   * Waits while a condition holds, but not beyond a deadline, nor when the link is being closed.
   */
  private void await(Condition condition, long deadlineNanos) {
    synchronized (monitor) {
      boolean wasClosing = closing;
      while (condition.holds() && closing == wasClosing && clock.monotonicNanos() < deadlineNanos) {
        waitUntil(deadlineNanos);
      }
    }
  }

  @SuppressWarnings("WaitNotInLoop") // every caller loops
  private void waitUntil(long deadlineNanos) {
    try {
      if (deadlineNanos == Long.MAX_VALUE) {
        monitor.wait();
      } else {
        long millis =
            TimeUnit.NANOSECONDS.toMillis(deadlineNanos - clock.monotonicNanos() + 999_999);
        if (millis > 0) {
          monitor.wait(millis);
        }
      }
    } catch (InterruptedException e) {
      closing = true; // nobody but us knows this thread; take it as the wish to end
    }
  }

  /**
   * The link's thread and those that Paho makes from it. One that dies of what a peer sent would
   * leave the connection deaf, and nobody told, until the keep-alive runs out.
   */
  private final class Threads extends ThreadGroup {
    Threads(String name) {
      super(name);
    }

    @Override
    public void uncaughtException(Thread dead, Throwable cause) {
      Session session;
      synchronized (monitor) {
        session = current;
      }
      if (session != null) {
        session.broken(cause);
      }
    }
  }

  private void wake() {
    synchronized (monitor) {
      monitor.notifyAll();
    }
  }

  private boolean isClosing() {
    synchronized (monitor) {
      return closing;
    }
  }
}
