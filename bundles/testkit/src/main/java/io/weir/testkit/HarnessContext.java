package io.weir.testkit;

import io.weir.api.config.Config;
import io.weir.api.connector.ConnectorContext;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * What a harness gives the instances of one connector in one run. Its clock stands still but while
 * nothing happens.
 *
 * <p>Thread: any.
 */
final class HarnessContext implements ConnectorContext {

  /** What an idle turn takes, and what the connector is told that it takes. */
  private static final long TURN_MILLIS = 2;

  private static final Duration TOLD_TURN = Duration.ofMillis(100);

  private final String pipeline;
  private final String name;
  private final Config config;
  private final ManualClock clock = new ManualClock(Instant.parse("2026-01-01T00:00:00Z"));
  private final Semaphore signals = new Semaphore(0);
  private final List<String> reports = new CopyOnWriteArrayList<>();

  HarnessContext(String pipeline, String name, Config config) {
    this.pipeline = pipeline;
    this.name = name;
    this.config = config;
  }

  /** Waits for a signal, or a little while: threads of the connector run in real time. */
  void idle() {
    try {
      signals.tryAcquire(TURN_MILLIS, TimeUnit.MILLISECONDS);
      signals.drainPermits();
      clock.advance(TOLD_TURN);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a connector was tried", e);
    }
  }

  /** What the connector told its users. */
  String reports() {
    return reports.isEmpty() ? "it reported nothing" : "it reported " + reports;
  }

  @Override
  public String pipeline() {
    return pipeline;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String gatewayId() {
    return "test";
  }

  @Override
  public Config config() {
    return config;
  }

  @Override
  public ManualClock clock() {
    return clock;
  }

  @Override
  public void signal() {
    signals.release();
  }

  @Override
  public void report(Health state, String message) {
    reports.add(state + ": " + message);
  }
}
