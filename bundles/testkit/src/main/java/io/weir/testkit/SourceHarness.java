package io.weir.testkit;

import io.weir.api.connector.SourceType;
import io.weir.testkit.RecordCheck.Promise;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;

/**
 * Shows that a source keeps the law of {@link io.weir.api.connector.Source}. A gateway may stop at
 * any time and go on from its journal; the harness does what the engine does, with a peer of the
 * test's own, and stops everywhere:
 *
 * <ul>
 *   <li>the instance is closed after a poll, between prepare and the journal, between the journal
 *       and {@code committed}, after {@code committed} and after a checkpoint, at each record and
 *       at random: the next one restores, replays and goes on, and every record is committed once;
 *   <li>records come in order, by ones and by many, and never more than asked for;
 *   <li>the intake is used within {@code poll}, on its thread, and what is returned is what was
 *       handed over;
 *   <li>no call blocks or throws, nothing happens before {@code start}, and a source that is
 *       exhausted stays so;
 *   <li>two pipelines with a source of the type do not hear of each other.
 * </ul>
 *
 * <pre>{@code
 * SourceHarness.of(new TailType(), run -> "path: " + logWith("a", "b", "c"))
 *     .expect("a", "b", "c");
 * }</pre>
 *
 * <p>Threads of the source run in real time; the clock of its context stands still, and moves on by
 * 100 ms whenever there is nothing to do. What breaks the law is an {@link AssertionError} that
 * quotes the sentence and lists the calls that were made.
 *
 * <p>Thread: one at a time.
 */
public final class SourceHarness {

  private static final int RANDOM_RUNS = 20;

  /** What a source reads from: a file, a server of the test's own. */
  @FunctionalInterface
  public interface Peers {

    /**
     * Makes a peer that has all records, for one run.
     *
     * @param run 1, 2, 3, …
     * @return the options with which a source reads it, in YAML as below {@code type:} in a
     *     pipeline file, such as {@code path: in.log}
     * @throws Exception if it cannot be made
     */
    String options(int run) throws Exception;
  }

  /** Where a run stops. */
  private enum Point {
    POLLED,
    PREPARED,
    FORCED,
    COMMITTED,
    CHECKPOINTED
  }

  /**
   * How a run goes.
   *
   * @param title for messages
   * @param limit of each poll
   * @param polls how many a commit
   * @param checkpointEvery commits; 0 for none
   * @param last the last round in which it stops
   */
  private record Plan(String title, int limit, int polls, int checkpointEvery, int last) {}

  /** Where a round stops. */
  private interface Stops {
    /** Whether round {@code round} stops at {@code point}. */
    boolean at(int round, Point point);
  }

  private final SourceType type;
  private final Peers peers;
  private UnaryOperator<String> counts = UnaryOperator.identity();
  private Promise promise = Promise.EXACTLY_ONCE;
  private boolean endless;
  private Duration patience = Duration.ofSeconds(10);
  private long seed = 1;
  private int runs;

  private SourceHarness(SourceType type, Peers peers) {
    this.type = type;
    this.peers = peers;
  }

  /**
   * A harness for a source.
   *
   * @param type makes it
   * @param peers make what it reads
   * @return a harness of a source whose records come exactly once
   */
  public static SourceHarness of(SourceType type, Peers peers) {
    return new SourceHarness(type, peers);
  }

  /**
   * Allows records to come again after a restart, because the peer repeats what it was not told to
   * forget and the source cannot tell.
   *
   * @return this
   */
  public SourceHarness atLeastOnce() {
    promise = Promise.AT_LEAST_ONCE;
    return this;
  }

  /**
   * Allows records to be lost by a restart, because the peer cannot repeat them, as a sensor.
   *
   * @return this
   */
  public SourceHarness atMostOnce() {
    promise = Promise.AT_MOST_ONCE;
    return this;
  }

  /**
   * Allows more records behind those expected.
   *
   * @return this
   */
  public SourceHarness endless() {
    endless = true;
    return this;
  }

  /**
   * Compares a part of each record alone, where another part is the time of a run.
   *
   * @param part of a record
   * @return this
   */
  public SourceHarness comparing(UnaryOperator<String> part) {
    counts = part;
    return this;
  }

  /**
   * Sets how long to wait for a record that must come, and for a call that must return.
   *
   * @param time 10 s unless set
   * @return this
   */
  public SourceHarness patience(Duration time) {
    patience = time;
    return this;
  }

  /**
   * Sets where the random runs stop.
   *
   * @param value the same seed gives the same runs; 1 unless set
   * @return this
   */
  public SourceHarness seed(long value) {
    seed = value;
    return this;
  }

  /**
   * Checks everything.
   *
   * @param records what each peer has, in order, as UTF-8; one that the source refuses is {@code
   *     rejected: } and the reason
   * @throws Exception if a peer cannot be made
   */
  public void expect(String... records) throws Exception {
    SourceSetup setup =
        new SourceSetup(type, peers, counts, List.of(records), promise, endless, patience);
    int count = records.length;
    Stops nowhere = (round, point) -> false;
    run(setup, new Plan("one record a poll, no restart", 1, 1, 0, 0), nowhere);
    run(setup, new Plan("many records a poll, no restart", 1000, 1, 0, 0), nowhere);
    run(setup, new Plan("few commits, no restart", 2, 1000, 1, 0), nowhere);
    unstarted(setup);
    for (Point stop : Point.values()) {
      for (int at = 0; at <= count; at++) {
        int only = at;
        run(
            setup,
            new Plan("stopped once, %s".formatted(shown(stop)), 1, 1, 2, at),
            (round, point) -> round == only && point == stop);
      }
      run(
          setup,
          new Plan("stopped again and again, %s".formatted(shown(stop)), 2, 1, 1, count),
          (round, point) -> round % 2 == 1 && point == stop);
    }
    for (int i = 0; i < RANDOM_RUNS; i++) {
      Random random = new Random(seed + i);
      run(
          setup,
          new Plan(
              "stopped at random (seed %d)".formatted(seed + i),
              1 + random.nextInt(3),
              1 + random.nextInt(3),
              random.nextInt(3),
              count),
          (round, point) -> round <= 2 * count && random.nextInt(8) == 0);
    }
    besideAnother(setup);
  }

  private static String shown(Point point) {
    return switch (point) {
      case POLLED -> "after a poll";
      case PREPARED -> "after prepareCommit, before the journal is forced";
      case FORCED -> "after the journal is forced, before committed";
      case COMMITTED -> "after committed";
      case CHECKPOINTED -> "after a checkpoint";
    };
  }

  private SourceRun begin(SourceSetup setup, String title) throws Exception {
    runs++;
    return new SourceRun(setup, title, runs);
  }

  private void run(SourceSetup setup, Plan plan, Stops stops) throws Exception {
    try (SourceRun run = begin(setup, plan.title())) {
      run.open();
      run.start();
      for (int round = 0; round <= plan.last() || !run.isOver(); round++) {
        if (round(run, plan, stops, round)) {
          run.crash();
          run.open();
          run.start();
        }
      }
      run.gather(1, 1);
      run.dispose();
    }
  }

  /** Polls and commits; true if it is stopped. */
  private static boolean round(SourceRun run, Plan plan, Stops stops, int round) {
    run.gather(plan.limit(), plan.polls());
    if (stops.at(round, Point.POLLED)) {
      return true;
    }
    run.prepare();
    if (stops.at(round, Point.PREPARED)) {
      return true;
    }
    run.force();
    if (stops.at(round, Point.FORCED)) {
      return true;
    }
    run.committed();
    if (stops.at(round, Point.COMMITTED)) {
      return true;
    }
    boolean stopsLater = stops.at(round, Point.CHECKPOINTED);
    if (stopsLater || (plan.checkpointEvery() > 0 && round % plan.checkpointEvery() == 0)) {
      run.checkpoint();
    }
    return stopsLater;
  }

  /** An instance that is opened to hear what it says of its options; then one that works. */
  private void unstarted(SourceSetup setup) throws Exception {
    try (SourceRun run = begin(setup, "closed without start, then started")) {
      run.open();
      run.closeInstance();
      run.open();
      run.start();
      while (!run.isOver()) {
        round(run, new Plan("", 1, 1, 0, 0), (round, point) -> false, 0);
      }
      run.closeInstance();
    }
  }

  private void besideAnother(SourceSetup setup) throws Exception {
    Plan plan = new Plan("beside another pipeline", 1, 1, 2, 0);
    try (SourceRun one = begin(setup, plan.title());
        SourceRun other = begin(setup, plan.title())) {
      one.story().about(SourceLaw.SEVERAL);
      other.story().about(SourceLaw.SEVERAL);
      one.open();
      other.open();
      one.start();
      other.start();
      for (int round = 0; !one.isOver() || !other.isOver(); round++) {
        round(one, plan, (at, point) -> false, round);
        round(other, plan, (at, point) -> false, round);
      }
      one.closeInstance();
      other.closeInstance();
    }
  }
}
