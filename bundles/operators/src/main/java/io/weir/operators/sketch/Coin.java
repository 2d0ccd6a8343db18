package io.weir.operators.sketch;

import java.lang.invoke.MethodHandles;
import java.util.Random;
import org.apache.datasketches.quantiles.DoublesSketch;
import org.jspecify.annotations.Nullable;

/**
 * The generator that the library's quantile sketches draw from when they halve a full buffer. The
 * library has one for all sketches of a process; this one takes its place, and gives a thread that
 * changes a sketch here what follows from a seed, everybody else random bits.
 */
final class Coin extends Random {

  private static final long serialVersionUID = 1;

  private static final ThreadLocal<long @Nullable []> SEEDED = new ThreadLocal<>();

  private Coin() {}

  /** Takes the place of the library's generator, which is visible to its tests alone. */
  static void install() {
    try {
      MethodHandles.privateLookupIn(DoublesSketch.class, MethodHandles.lookup())
          .findStaticVarHandle(DoublesSketch.class, "rand", Random.class)
          .setVolatile(new Coin());
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("DataSketches other than the release that Weir was built with", e);
    }
  }

  /**
   * Changes a sketch; equal seeds give equal draws.
   *
   * @param seed made of what the sketch has seen
   * @param change draws on this thread
   */
  static void toss(long seed, Runnable change) {
    SEEDED.set(new long[] {seed});
    try {
      change.run();
    } finally {
      SEEDED.remove();
    }
  }

  /** A step of the SplitMix64 generator of Steele, Lea and Flood (2014). */
  @Override
  protected int next(int bits) {
    long[] state = SEEDED.get();
    if (state == null) {
      return super.next(bits);
    }
    state[0] += 0x9E3779B97F4A7C15L;
    long mixed = state[0];
    mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return (int) ((mixed ^ (mixed >>> 31)) >>> (64 - bits));
  }
}
