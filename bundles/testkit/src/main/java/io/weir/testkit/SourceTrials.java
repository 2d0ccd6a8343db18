package io.weir.testkit;

import java.util.Random;

/**
 * Runs of a source, each with a peer of its own.
 *
 * <p>Thread: one at a time.
 */
final class SourceTrials {

  private static final int RANDOM_RUNS = 20;

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

  private final SourceSetup setup;
  private final long seed;
  private int runs;

  /**
   * Trials that have not begun.
   *
   * @param seed of the random runs
   */
  SourceTrials(SourceSetup setup, long seed) {
    this.setup = setup;
    this.seed = seed;
  }

  /**
   * Tries everything.
   *
   * @throws Exception if a peer cannot be made
   */
  void run() throws Exception {
    int count = setup.expected().size();
    Stops nowhere = (round, point) -> false;
    run(new Plan("one record a poll, no restart", 1, 1, 0, 0), nowhere);
    run(new Plan("many records a poll, no restart", 1000, 1, 0, 0), nowhere);
    run(new Plan("few commits, no restart", 2, 1000, 1, 0), nowhere);
    unstarted();
    for (Point stop : Point.values()) {
      for (int at = 0; at <= count; at++) {
        int only = at;
        run(
            new Plan("stopped once, %s".formatted(shown(stop)), 1, 1, 2, at),
            (round, point) -> round == only && point == stop);
      }
      run(
          new Plan("stopped again and again, %s".formatted(shown(stop)), 2, 1, 1, count),
          (round, point) -> round % 2 == 1 && round <= 2 * count && point == stop);
    }
    for (int i = 0; i < RANDOM_RUNS; i++) {
      Random random = new Random(seed + i);
      run(
          new Plan(
              "stopped at random (seed %d)".formatted(seed + i),
              1 + random.nextInt(3),
              1 + random.nextInt(3),
              random.nextInt(3),
              count),
          (round, point) -> round <= 2 * count && random.nextInt(8) == 0);
    }
    besideAnother();
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

  private SourceRun begin(String title) throws Exception {
    runs++;
    return new SourceRun(setup, title, runs);
  }

  private void run(Plan plan, Stops stops) throws Exception {
    try (SourceRun run = begin(plan.title())) {
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
  private void unstarted() throws Exception {
    try (SourceRun run = begin("closed without start, then started")) {
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

  private void besideAnother() throws Exception {
    Plan plan = new Plan("beside another pipeline", 1, 1, 2, 0);
    try (SourceRun one = begin(plan.title());
        SourceRun other = begin(plan.title())) {
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
