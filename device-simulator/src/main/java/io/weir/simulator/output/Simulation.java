package io.weir.simulator.output;

import io.weir.simulator.generate.Emission;
import io.weir.simulator.generate.FleetGenerator;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A run of a fleet: takes emissions, waits until each is due, and sends it. */
public final class Simulation {

  /** A run without end. */
  public static final Duration ENDLESS = Duration.ofDays(36_500);

  private static final Duration FINISH_TIMEOUT = Duration.ofSeconds(10);
  private static final long MIN_WAIT_NANOS = 200_000;

  private final FleetGenerator generator;
  private final Output output;
  private final Pace pace;
  private final long endMicros;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private volatile long virtualMicros;

  /**
   * Sets a run up.
   *
   * @param runFor length of the run in virtual time
   */
  public Simulation(FleetGenerator generator, Output output, Pace pace, Duration runFor) {
    this.generator = generator;
    this.output = output;
    this.pace = pace;
    this.endMicros = runFor.toNanos() / 1000;
  }

  /**
   * Runs until the end or until {@link #stop}, then waits until what was sent is settled. Called
   * once. Does not close the output.
   *
   * @throws OutputException if the output fails
   */
  public void run() {
    Emission emission = generator.next();
    while (emission.dueMicros() < endMicros && awaitDue(emission)) {
      output.send(emission);
      virtualMicros = emission.dueMicros();
      emission = generator.next();
    }
    output.finish(FINISH_TIMEOUT);
  }

  // Waits for nothing shorter than what a timer can do.
  private boolean awaitDue(Emission emission) {
    try {
      long wait = pace.nanosUntil(emission.dueMicros());
      if (wait < MIN_WAIT_NANOS) {
        return stopped.getCount() > 0;
      }
      output.flush();
      wait = pace.nanosUntil(emission.dueMicros());
      return !stopped.await(Math.max(0, wait), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Ends the run soon. Any thread, at any time. */
  public void stop() {
    output.stop();
    stopped.countDown();
  }

  /** What has happened so far. Any thread. */
  public Progress progress() {
    return new Progress(virtualMicros, output.stats());
  }

  /**
   * The state of a run.
   *
   * @param virtualMicros time due of the last emission sent
   * @param stats counts of the output
   */
  public record Progress(long virtualMicros, Output.Stats stats) {}
}
