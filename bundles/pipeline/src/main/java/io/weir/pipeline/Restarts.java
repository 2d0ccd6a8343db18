package io.weir.pipeline;

import java.util.Random;

/**
 * Where a run in virtual time stops and starts again, through a checkpoint and, after a crash, by
 * replay, as in a gateway. The result must be the same as without.
 *
 * <p>Thread: immutable, any.
 */
public final class Restarts {

  private static final Restarts NONE = new Restarts(0, 0);
  private static final int ONE_IN = 4;

  private final long every;
  private final long seed;

  private Restarts(long every, long seed) {
    this.every = every;
    this.seed = seed;
  }

  /** What happens between two records. */
  public enum Point {
    /** Nothing. */
    NONE,
    /** Everything is saved in a checkpoint and taken up from it. */
    RESTART,
    /** The last checkpoint is taken up, and what came since is told again, as after a crash. */
    CRASH
  }

  /** The points of one run. */
  @FunctionalInterface
  public interface Points {

    /**
     * Asked once between each two records, in order.
     *
     * @return what happens here
     */
    Point next();
  }

  /**
   * Runs through.
   *
   * @return no restarts
   */
  public static Restarts none() {
    return NONE;
  }

  /**
   * Restarts from a checkpoint after every so many records.
   *
   * @param records 1 or more
   * @return such restarts
   */
  public static Restarts every(long records) {
    if (records < 1) {
      throw new IllegalArgumentException("found " + records + " records, expected 1 or more");
    }
    return new Restarts(records, 0);
  }

  /**
   * Restarts between one in four pairs of records, half of them as after a crash.
   *
   * @param seed the same seed gives the same restarts
   * @return such restarts
   */
  public static Restarts random(long seed) {
    return new Restarts(-1, seed);
  }

  /**
   * Begins a run.
   *
   * @return its points
   */
  public Points points() {
    if (every == 0) {
      return () -> Point.NONE;
    }
    if (every < 0) {
      Random random = new Random(seed);
      return () ->
          switch (random.nextInt(2 * ONE_IN)) {
            case 0 -> Point.RESTART;
            case 1 -> Point.CRASH;
            default -> Point.NONE;
          };
    }
    long[] asked = {0};
    return () -> ++asked[0] % every == 0 ? Point.RESTART : Point.NONE;
  }

  /**
   * Whether there may be crashes.
   *
   * @return false if every restart follows a checkpoint
   */
  public boolean crashes() {
    return every < 0;
  }

  @Override
  public String toString() {
    return every == 0
        ? "none"
        : every < 0 ? "random, seed " + seed : every == 1 ? "every record" : "every " + every;
  }
}
