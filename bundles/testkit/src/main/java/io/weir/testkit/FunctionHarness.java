package io.weir.testkit;

import io.weir.api.data.DataType;
import io.weir.api.function.FunctionType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Shows that a function keeps the law of {@link FunctionType}: the same arguments give the same
 * value, called again, in another order and on several threads at once; arguments are not changed;
 * the value is of the type that was promised; what it refuses it always refuses.
 *
 * <pre>{@code
 * FunctionHarness.of(new DewPoint(), DataType.DOUBLE, DataType.DOUBLE)
 *     .expect(15.0, 21.5, 66.4)
 *     .expect(null, null, 66.4)
 *     .expectError(21.5, -1.0)
 *     .verify();
 * }</pre>
 *
 * <p>Thread: one at a time.
 */
public final class FunctionHarness {

  private static final int THREADS = 4;
  private static final int ROUNDS = 50;

  private final FunctionType type;
  private final DataType resultType;
  private final int arguments;
  private final List<@Nullable Object[]> calls = new ArrayList<>();
  private double tolerance;

  /** What came of a call: a value, or what was thrown. */
  private record Outcome(@Nullable Object value, @Nullable RuntimeException thrown) {
    String shown() {
      return thrown == null ? Values.shown(value) : thrown.toString();
    }

    boolean same(Outcome other) {
      if (thrown == null || other.thrown == null) {
        return thrown == other.thrown && Values.same(value, other.value, 0);
      }
      return thrown.getClass() == other.thrown.getClass()
          && Objects.equals(thrown.getMessage(), other.thrown.getMessage());
    }
  }

  private FunctionHarness(FunctionType type, DataType resultType, int arguments) {
    this.type = type;
    this.resultType = resultType;
    this.arguments = arguments;
  }

  /**
   * A harness for a function.
   *
   * @param type the function
   * @param arguments the types that it is called with
   * @return without calls
   */
  public static FunctionHarness of(FunctionType type, DataType... arguments) {
    return new FunctionHarness(type, type.resultType(List.of(arguments)), arguments.length);
  }

  /**
   * Allows floating values to differ a little from those expected.
   *
   * @param relative such as 1e-12; 0 unless set
   * @return this
   */
  public FunctionHarness tolerance(double relative) {
    tolerance = relative;
    return this;
  }

  /**
   * Calls the function.
   *
   * @param expected its value; null for null
   * @param values one an argument, as {@link io.weir.api.data.Column#value} gives them
   * @return this
   */
  public FunctionHarness expect(@Nullable Object expected, @Nullable Object... values) {
    Outcome outcome = call(values);
    require(
        outcome.thrown() == null && Values.same(outcome.value(), expected, tolerance),
        values,
        "gives %s, expected %s",
        outcome.shown(),
        Values.shown(expected));
    return this;
  }

  /**
   * Calls the function with what it refuses, which quarantines a row.
   *
   * @param values one an argument
   * @return this
   */
  public FunctionHarness expectError(@Nullable Object... values) {
    Outcome outcome = call(values);
    require(outcome.thrown() != null, values, "gives %s, expected an exception", outcome.shown());
    return this;
  }

  /** Repeats all calls so far, in other orders and on several threads at once. */
  public void verify() {
    List<Outcome> first = calls.stream().map(this::outcome).toList();
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int thread = 0; thread < THREADS; thread++) {
        int step = 1 + 2 * thread;
        running.add(threads.submit(() -> repeat(first, step)));
      }
      for (Future<?> each : running) {
        each.get();
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof AssertionError broken) {
        throw broken;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } finally {
      threads.shutdownNow();
    }
  }

  private void repeat(List<Outcome> first, int step) {
    int count = calls.size();
    for (int i = 0; i < ROUNDS * count; i++) {
      int call = Math.floorMod((long) i * step, count);
      Outcome again = outcome(calls.get(call));
      require(
          again.same(first.get(call)),
          calls.get(call),
          "gives %s, and called again or on another thread %s",
          first.get(call).shown(),
          again.shown());
    }
  }

  private Outcome call(@Nullable Object[] values) {
    if (values.length != arguments) {
      throw new IllegalArgumentException(
          "found %d values, expected %d: one an argument".formatted(values.length, arguments));
    }
    calls.add(values.clone());
    Outcome outcome = outcome(values);
    if (outcome.thrown() == null) {
      require(
          Values.fits(outcome.value(), resultType),
          values,
          "gives %s, expected a %s as resultType promised",
          outcome.shown(),
          resultType);
    }
    return outcome;
  }

  private Outcome outcome(@Nullable Object[] values) {
    @Nullable Object[] given = values.clone();
    String before = Arrays.deepToString(given);
    Outcome outcome;
    try {
      outcome = new Outcome(type.call(given), null);
    } catch (RuntimeException e) {
      outcome = new Outcome(null, e);
    }
    require(before.equals(Arrays.deepToString(given)), values, "changes its arguments");
    return outcome;
  }

  private void require(
      boolean holds, @Nullable Object[] values, String message, @Nullable Object... more) {
    if (!holds) {
      String call = Arrays.deepToString(values);
      throw new AssertionError(
          "%s(%s) %s"
              .formatted(
                  type.name(), call.substring(1, call.length() - 1), message.formatted(more)));
    }
  }
}
