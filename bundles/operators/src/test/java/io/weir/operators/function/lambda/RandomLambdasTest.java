package io.weir.operators.function.lambda;

import static io.weir.operators.function.Scene.call;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.api.data.Batch;
import io.weir.api.data.Column;
import io.weir.api.data.ColumnBuilder;
import io.weir.api.data.DataType;
import io.weir.api.data.Field;
import io.weir.api.data.Schema;
import io.weir.operators.expr.Expr;
import io.weir.operators.expr.Expr.ColumnRef;
import io.weir.operators.expr.Expr.Lambda;
import io.weir.operators.expr.Expr.Parameter;
import io.weir.operators.expr.Kernel;
import io.weir.operators.expr.Kernels;
import io.weir.operators.expr.RowErrors;
import io.weir.operators.expr.Selection;
import io.weir.operators.function.Functions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Functions with lambdas over random arrays, with nulls and overflows, of random selections, give
 * what a loop over one row gives. The lambdas capture a column {@code n}.
 */
class RandomLambdasTest {

  private static final int BATCHES = 400;
  private static final DataType INTS = new DataType.Array(DataType.INT);
  private static final Schema SCHEMA =
      Schema.of(Field.of("n", DataType.INT), Field.of("a", INTS), Field.of("b", INTS));
  private static final ColumnRef N = new ColumnRef(0, "n", DataType.INT);
  private static final ColumnRef A = new ColumnRef(1, "a", INTS);
  private static final ColumnRef B = new ColumnRef(2, "b", INTS);
  private static final Parameter X = new Parameter(0, "x", DataType.INT);
  private static final Parameter Y = new Parameter(1, "y", DataType.INT);

  /** What a row must give; an ArithmeticException means that it fails. */
  private interface Oracle {
    @Nullable Object apply(
        @Nullable Integer n,
        @Nullable List<@Nullable Integer> a,
        @Nullable List<@Nullable Integer> b);
  }

  private record Case(Expr expr, Oracle oracle) {}

  private static final List<Case> CASES =
      List.of(
          new Case(call("transform", A, lambda(call("+", X, N), X)), (n, a, b) -> sums(a, n)),
          new Case(
              call("zip_with", A, B, lambda(call("+", X, Y), X, Y)),
              (n, a, b) -> a == null || b == null ? null : zipped(a, b)),
          new Case(call("filter", A, lambda(call(">", X, N), X)), (n, a, b) -> above(a, n)),
          new Case(call("exists", A, lambda(call("=", sum(X, N), 1), X)), (n, a, b) -> any(a, n)),
          new Case(
              call("aggregate", A, N, lambda(call("+", X, Y), X, Y), lambda(sum(X, N), X)),
              (n, a, b) -> a == null ? null : folded(a, n)),
          new Case(call("array_sort", A, lambda(comparison(), X, Y)), (n, a, b) -> sorted(a, n)),
          new Case(
              call("transform", A, lambda(call("transform", B, lambda(nested(), Y)), X)),
              (n, a, b) -> products(a, b, n)));

  private static Lambda lambda(Expr body, Parameter... parameters) {
    return new Lambda(List.of(parameters), body);
  }

  private static Expr sum(Expr a, Expr b) {
    return call("+", a, b);
  }

  /** x + y + n, within a lambda of x. */
  private static Expr nested() {
    return sum(sum(X, Y), N);
  }

  /** Ascending or, where n is above 0, descending; nulls last. */
  private static Expr comparison() {
    Expr order = call("if", call("<", X, Y), -1, call("if", call(">", X, Y), 1, 0));
    Expr other = call("if", call(">", N, 0), call("negative", order), order);
    return call(
        "if",
        call("isnull", X),
        call("if", call("isnull", Y), 0, 1),
        call("if", call("isnull", Y), -1, other));
  }

  private static @Nullable Integer add(@Nullable Integer a, @Nullable Integer b) {
    return a == null || b == null ? null : Math.addExact(a, b);
  }

  private static @Nullable Object sums(@Nullable List<@Nullable Integer> a, @Nullable Integer n) {
    if (a == null) {
      return null;
    }
    List<@Nullable Integer> sums = new ArrayList<>();
    a.forEach(x -> sums.add(add(x, n)));
    return sums;
  }

  private static List<@Nullable Integer> zipped(
      List<@Nullable Integer> a, List<@Nullable Integer> b) {
    List<@Nullable Integer> sums = new ArrayList<>();
    for (int i = 0; i < Math.max(a.size(), b.size()); i++) {
      sums.add(add(i < a.size() ? a.get(i) : null, i < b.size() ? b.get(i) : null));
    }
    return sums;
  }

  private static @Nullable Object above(@Nullable List<@Nullable Integer> a, @Nullable Integer n) {
    return a == null ? null : a.stream().filter(x -> x != null && n != null && x > n).toList();
  }

  private static @Nullable Object any(@Nullable List<@Nullable Integer> a, @Nullable Integer n) {
    if (a == null) {
      return null;
    }
    boolean unknown = false;
    for (Integer x : a) {
      Integer sum = add(x, n);
      if (sum != null && sum == 1) {
        return true;
      }
      unknown |= sum == null;
    }
    return unknown ? null : (Object) false;
  }

  private static @Nullable Object folded(List<@Nullable Integer> a, @Nullable Integer n) {
    Integer state = n;
    for (Integer x : a) {
      state = add(state, x);
    }
    return add(state, n);
  }

  private static @Nullable Object sorted(@Nullable List<@Nullable Integer> a, @Nullable Integer n) {
    if (a == null) {
      return null;
    }
    List<@Nullable Integer> sorted = new ArrayList<>(a);
    Comparator<Integer> order = Comparator.naturalOrder();
    sorted.sort(Comparator.nullsLast(n != null && n > 0 ? order.reversed() : order));
    return sorted;
  }

  private static @Nullable Object products(
      @Nullable List<@Nullable Integer> a,
      @Nullable List<@Nullable Integer> b,
      @Nullable Integer n) {
    if (a == null) {
      return null;
    }
    List<@Nullable Object> rows = new ArrayList<>();
    for (Integer x : a) {
      List<@Nullable Integer> row = new ArrayList<>();
      if (b != null) {
        b.forEach(y -> row.add(add(add(x, y), n)));
      }
      rows.add(b == null ? null : row);
    }
    return rows;
  }

  @Test
  void shouldGiveWhatALoopGives() {
    long seed = Long.getLong("seed", System.nanoTime());
    System.out.println("RandomLambdasTest: seed " + seed);
    for (Case each : CASES) {
      Random random = new Random(seed);
      Kernel kernel = Kernels.compile(each.expr(), Functions.builtin());
      for (int i = 0; i < BATCHES; i++) {
        check("-Dseed=" + seed + ", batch " + i + ": " + each.expr(), each, kernel, random);
      }
    }
  }

  private static void check(String what, Case each, Kernel kernel, Random random) {
    Batch batch = batch(random, random.nextInt(12));
    boolean all = random.nextBoolean();
    int[] picks = new int[batch.size()];
    int count = 0;
    for (int row = 0; row < batch.size(); row++) {
      if (all || random.nextBoolean()) {
        picks[count++] = row;
      }
    }
    Selection rows = all ? Selection.all(batch.size()) : Selection.of(picks, count);
    RowErrors errors = new RowErrors();
    Column result = kernel.evaluate(batch, rows, errors);
    assertThat(result.size()).as(what).isEqualTo(batch.size());
    for (int i = 0; i < count; i++) {
      Object found = errors.failed(picks[i]) ? "failed" : result.value(picks[i]);
      assertThat(found).as("%s, row %d", what, picks[i]).isEqualTo(expected(each, batch, picks[i]));
    }
    assertThat(errors.count())
        .as("%s fails outside of the selection", what)
        .isEqualTo(failed(errors, picks, count));
  }

  private static int failed(RowErrors errors, int[] picks, int count) {
    int failed = 0;
    for (int i = 0; i < count; i++) {
      failed += errors.failed(picks[i]) ? 1 : 0;
    }
    return failed;
  }

  @SuppressWarnings("unchecked") // The columns are of ints and of lists of ints.
  private static @Nullable Object expected(Case each, Batch batch, int row) {
    try {
      return each.oracle()
          .apply(
              (Integer) batch.column(0).value(row),
              (List<@Nullable Integer>) batch.column(1).value(row),
              (List<@Nullable Integer>) batch.column(2).value(row));
    } catch (ArithmeticException e) {
      return "failed";
    }
  }

  private static Batch batch(Random random, int size) {
    ColumnBuilder n = ColumnBuilder.of(DataType.INT);
    ColumnBuilder a = ColumnBuilder.of(INTS);
    ColumnBuilder b = ColumnBuilder.of(INTS);
    for (int i = 0; i < size; i++) {
      n.append(number(random));
      a.append(array(random));
      b.append(array(random));
    }
    return new Batch(SCHEMA, List.of(n.build(), a.build(), b.build()), size);
  }

  private static @Nullable List<@Nullable Integer> array(Random random) {
    if (random.nextInt(6) == 0) {
      return null;
    }
    List<@Nullable Integer> array = new ArrayList<>();
    for (int i = random.nextInt(9); i > 0; i--) {
      array.add(number(random));
    }
    return Collections.unmodifiableList(array);
  }

  private static @Nullable Integer number(Random random) {
    return switch (random.nextInt(12)) {
      case 0 -> null;
      case 1 -> Integer.MAX_VALUE;
      default -> random.nextInt(7) - 3;
    };
  }
}
