package io.weir.testkit;

import io.weir.api.connector.ByteSink;
import io.weir.api.data.DataType;
import io.weir.api.function.AggregateType;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Shows that an aggregate keeps the law of {@link AggregateType}. A window is made of panes that
 * are merged, and a gateway may be restarted between any two rows; the harness does both,
 * everywhere:
 *
 * <ul>
 *   <li>the rows are cut at every place, and into many parts that are merged in any grouping: the
 *       result is that of all rows added in order;
 *   <li>every accumulator is written and read at every step;
 *   <li>partial results of no row change nothing;
 *   <li>what must not be changed is not: the later part of a merge, and the accumulator of {@code
 *       result}, {@code write} and {@code bytes};
 *   <li>the result is of the type that was promised.
 * </ul>
 *
 * <pre>{@code
 * AggregateHarness.of(new Median(), DataType.DOUBLE)
 *     .row(1.5).row(2.5).row((Object) null)
 *     .expect(2.0);
 * }</pre>
 *
 * <p>What breaks the law is an {@link AssertionError} that says which rows and which step.
 *
 * <p>Thread: one at a time.
 *
 * @param <A> the accumulator
 */
public final class AggregateHarness<A> {

  private static final int RANDOM_CUTS = 50;

  private final AggregateType<A> type;
  private final DataType resultType;
  private final int arguments;
  private final List<@Nullable Object[]> rows = new ArrayList<>();
  private double tolerance;
  private long seed = 1;

  private AggregateHarness(AggregateType<A> type, DataType resultType, int arguments) {
    this.type = type;
    this.resultType = resultType;
    this.arguments = arguments;
  }

  /**
   * A harness for an aggregate.
   *
   * @param <A> the accumulator
   * @param type the aggregate
   * @param arguments the types that it is called with
   * @return without rows
   */
  public static <A> AggregateHarness<A> of(AggregateType<A> type, DataType... arguments) {
    DataType result = type.resultType(List.of(arguments));
    return new AggregateHarness<>(type, result, arguments.length);
  }

  /**
   * Adds a row.
   *
   * @param values one an argument, as {@link io.weir.api.data.Column#value} gives them; null for
   *     null
   * @return this
   */
  public AggregateHarness<A> row(@Nullable Object... values) {
    if (values.length != arguments) {
      throw new IllegalArgumentException(
          "found %d values, expected %d: one an argument".formatted(values.length, arguments));
    }
    rows.add(values.clone());
    return this;
  }

  /**
   * Allows floating results to differ a little, because sums of parts are rounded otherwise.
   *
   * @param relative such as 1e-12; 0 unless set
   * @return this
   */
  public AggregateHarness<A> tolerance(double relative) {
    tolerance = relative;
    return this;
  }

  /**
   * Sets where the random cuts fall.
   *
   * @param value the same seed gives the same cuts; 1 unless set
   * @return this
   */
  public AggregateHarness<A> seed(long value) {
    seed = value;
    return this;
  }

  /**
   * Checks everything, and the result of all rows.
   *
   * @param expected null for null
   */
  public void expect(@Nullable Object expected) {
    Object whole = verify();
    require(
        Values.same(whole, expected, tolerance),
        "the result is %s, expected %s",
        Values.shown(whole),
        Values.shown(expected));
  }

  /**
   * Checks everything.
   *
   * @return the result of all rows
   */
  public @Nullable Object verify() {
    Object whole = resultOf(fold(0, rows.size(), false));
    require(
        Values.fits(whole, resultType),
        "the result is %s, expected a %s as resultType promised",
        Values.shown(whole),
        resultType);
    same(whole, fold(0, rows.size(), true), "written and read after every row");
    same(whole, merged(type.create(), fold(0, rows.size(), false)), "merged behind no row");
    same(whole, merged(fold(0, rows.size(), false), type.create()), "merged before no row");
    for (int cut = 1; cut < rows.size(); cut++) {
      A both = merged(fold(0, cut, false), fold(cut, rows.size(), false));
      same(whole, both, "cut after row %d", cut);
      A restored = copy(merged(copy(fold(0, cut, true)), copy(fold(cut, rows.size(), true))));
      same(whole, restored, "cut after row %d, each part written and read", cut);
    }
    Random random = new Random(seed);
    for (int i = 0; i < RANDOM_CUTS && rows.size() > 2; i++) {
      List<Integer> cuts = new ArrayList<>();
      A grouped = grouped(0, rows.size(), random, cuts);
      same(whole, grouped, "cut and merged in the order %s (seed %d)", cuts, seed);
    }
    return whole;
  }

  /** Cuts a range in two, those again, and merges on the way back. */
  private A grouped(int from, int to, Random random, List<Integer> cuts) {
    if (to - from < 2 || random.nextInt(4) == 0) {
      return fold(from, to, random.nextBoolean());
    }
    int cut = from + 1 + random.nextInt(to - from - 1);
    A earlier = grouped(from, cut, random, cuts);
    A later = grouped(cut, to, random, cuts);
    cuts.add(cut);
    A both = merged(earlier, later);
    return random.nextBoolean() ? copy(both) : both;
  }

  private A fold(int from, int to, boolean copying) {
    A accumulator = type.create();
    for (int i = from; i < to; i++) {
      accumulator = type.add(accumulator, rows.get(i).clone());
      if (copying) {
        accumulator = copy(accumulator);
      }
    }
    return accumulator;
  }

  private A merged(A earlier, A later) {
    byte[] before = bytesOf(later);
    A both = type.merge(earlier, later);
    require(
        Arrays.equals(before, bytesOf(later)),
        "merge changed its later part, which other windows still need: copy what you take of it");
    return both;
  }

  private @Nullable Object resultOf(A accumulator) {
    byte[] before = bytesOf(accumulator);
    Object result = type.result(accumulator);
    require(Arrays.equals(before, bytesOf(accumulator)), "result changed the accumulator");
    Object again = type.result(accumulator);
    require(
        Values.same(result, again, 0),
        "asked twice, the result is %s, then %s",
        Values.shown(result),
        Values.shown(again));
    long bytes = type.bytes(accumulator);
    require(bytes > 0, "bytes is %d, expected more than 0: the state budget counts it", bytes);
    require(Arrays.equals(before, bytesOf(accumulator)), "bytes changed the accumulator");
    return result;
  }

  private A copy(A accumulator) {
    byte[] bytes = bytesOf(accumulator);
    ByteBuffer source = ByteBuffer.wrap(bytes).asReadOnlyBuffer();
    A copy = type.read(source);
    require(
        !source.hasRemaining(),
        "read left %d of %d bytes that write wrote",
        source.remaining(),
        bytes.length);
    require(
        Arrays.equals(bytes, bytesOf(copy)),
        "what write wrote and read read is written otherwise: expected the same bytes");
    return copy;
  }

  private byte[] bytesOf(A accumulator) {
    ByteSink sink = new ByteSink();
    type.write(accumulator, sink);
    byte[] first = Arrays.copyOf(sink.array(), sink.size());
    sink.clear();
    type.write(accumulator, sink);
    require(
        Arrays.equals(first, Arrays.copyOf(sink.array(), sink.size())),
        "written twice, an accumulator gives other bytes: write changes it, or its order is free");
    return first;
  }

  private void same(@Nullable Object whole, A accumulator, String how, Object... values) {
    Object result = resultOf(accumulator);
    require(
        Values.same(whole, result, tolerance),
        "%s, the result is %s; added in order it is %s",
        how.formatted(values),
        Values.shown(result),
        Values.shown(whole));
  }

  private void require(boolean holds, String message, Object... values) {
    if (!holds) {
      StringBuilder text = new StringBuilder(type.name()).append(": ");
      text.append(message.formatted(values)).append("\nrows:");
      rows.forEach(row -> text.append("\n  ").append(Arrays.deepToString(row)));
      throw new AssertionError(text);
    }
  }
}
