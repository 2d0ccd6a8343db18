package io.weir.operators.expr;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.api.data.Batch;
import io.weir.api.data.Column;
import io.weir.api.data.ColumnBuilder;
import io.weir.api.data.DataType;
import io.weir.api.data.Field;
import io.weir.api.data.Schema;
import io.weir.operators.expr.Expr.ColumnRef;
import io.weir.operators.expr.Expr.Literal;
import io.weir.operators.function.FunctionException;
import io.weir.operators.function.Functions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Random expressions over random batches and selections give what the naive evaluator gives. */
class RandomExpressionsTest {

  private static final int EXPRESSIONS = 2000;
  private static final int BATCHES = 3;
  private static final Functions FUNCTIONS = Functions.builtin();

  private static final Schema SCHEMA =
      Schema.of(
          Field.of("i", DataType.INT),
          Field.of("l", DataType.LONG),
          Field.of("d", DataType.DOUBLE),
          Field.of("b", DataType.BOOLEAN),
          Field.of("s", DataType.STRING),
          Field.of("t", DataType.STRING),
          Field.of("j", DataType.INT));

  private static final int[] INTS = {0, 1, -1, 2, 7, Integer.MAX_VALUE, Integer.MIN_VALUE};
  private static final long[] LONGS = {0, 1, -1, 3, 1L << 40, Long.MAX_VALUE, Long.MIN_VALUE};
  private static final double[] DOUBLES = {
    0, -0.0, 1.5, -2.25, 1e18, Double.NaN, Double.POSITIVE_INFINITY
  };
  private static final String[] TEXTS = {"", "a", "B", "12", "-3", "é", "1.5", "\uD83D\uDE00"};

  private Random random = new Random();
  private final List<ColumnBuilder> builders =
      SCHEMA.fields().stream().map(f -> ColumnBuilder.of(f.type())).toList();

  @Test
  void shouldAgreeWithTheNaiveEvaluator() throws FunctionException {
    long seed = Long.getLong("seed", System.nanoTime());
    System.out.println("RandomExpressionsTest: seed " + seed);
    for (int n = 0; n < EXPRESSIONS; n++) {
      random = new Random(seed + n);
      Expr expr = expression(typeOf(random.nextInt(5)), 4);
      Kernel kernel = Kernels.compile(expr, FUNCTIONS);
      for (int i = 0; i < BATCHES; i++) {
        check("-Dseed=" + (seed + n), expr, kernel);
      }
    }
  }

  private void check(String seed, Expr expr, Kernel kernel) {
    Batch batch = batch(random.nextInt(40));
    Selection rows = selection(batch.size());
    RowErrors errors = new RowErrors();
    Column column = kernel.evaluate(batch, rows, errors);
    assertThat(column.size()).as(seed).isEqualTo(batch.size());
    assertThat(column.type()).as(seed).isEqualTo(expr.type());
    boolean[] selected = new boolean[batch.size()];
    for (int i = 0; i < rows.count(); i++) {
      int row = rows.row(i);
      selected[row] = true;
      Object[] values = batch.columns().stream().map(c -> c.value(row)).toArray();
      Object expected = expected(expr, values);
      Object found = errors.failed(row) ? "failed" : column.value(row);
      if (!Objects.equals(positive(expected), positive(found))) {
        throw new AssertionError(
            "%s: %s over %s: expected %s, found %s%s"
                .formatted(
                    seed,
                    expr,
                    List.of(batch.size(), rows, row, java.util.Arrays.toString(values)),
                    expected,
                    found,
                    errors.failed(row) ? ": " + errors.reason(row) : ""));
      }
    }
    for (int row = 0; row < batch.size(); row++) {
      assertThat(errors.failed(row) && !selected[row])
          .as("%s: %s failed outside of the selection", seed, expr)
          .isFalse();
    }
  }

  /** -0.0 and 0.0 are one value. */
  private static @Nullable Object positive(@Nullable Object value) {
    return value instanceof Double number ? (Object) (number + 0.0) : value;
  }

  private static @Nullable Object expected(Expr expr, @Nullable Object[] values) {
    try {
      return new NaiveEvaluator(values).evaluate(expr);
    } catch (ArithmeticException e) {
      return "failed";
    }
  }

  private Batch batch(int size) {
    List<Column> columns = new ArrayList<>();
    for (ColumnBuilder builder : builders) {
      builder.clear();
      boolean nulls = random.nextBoolean();
      for (int i = 0; i < size; i++) {
        builder.append(nulls && random.nextInt(4) == 0 ? null : value(builder.type()));
      }
      columns.add(builder.build());
    }
    return new Batch(SCHEMA, columns, size);
  }

  private Object value(DataType type) {
    if (type == DataType.INT) {
      return INTS[random.nextInt(INTS.length)];
    } else if (type == DataType.LONG) {
      return LONGS[random.nextInt(LONGS.length)];
    } else if (type == DataType.DOUBLE) {
      return DOUBLES[random.nextInt(DOUBLES.length)];
    } else if (type == DataType.BOOLEAN) {
      return random.nextBoolean();
    }
    return TEXTS[random.nextInt(TEXTS.length)];
  }

  private Selection selection(int size) {
    if (random.nextBoolean()) {
      return Selection.all(size);
    }
    int[] rows = new int[size];
    int count = 0;
    for (int row = 0; row < size; row++) {
      if (random.nextInt(3) > 0) {
        rows[count++] = row;
      }
    }
    return Selection.of(rows, count);
  }

  private static DataType typeOf(int n) {
    return List.of(DataType.INT, DataType.LONG, DataType.DOUBLE, DataType.BOOLEAN, DataType.STRING)
        .get(n);
  }

  private Expr expression(DataType type, int depth) throws FunctionException {
    if (depth == 0 || random.nextInt(6) == 0) {
      return leaf(type);
    }
    switch (random.nextInt(6)) {
      case 0:
        return FUNCTIONS.cast(
            FUNCTIONS.call(
                "if",
                List.of(
                    expression(DataType.BOOLEAN, depth - 1),
                    expression(type, depth - 1),
                    expression(type, depth - 1))),
            type,
            false);
      case 1:
        return FUNCTIONS.cast(
            FUNCTIONS.call(
                "coalesce", List.of(expression(type, depth - 1), expression(type, depth - 1))),
            type,
            false);
      case 2:
        return convertible(type, depth);
      default:
        return operation(type, depth);
    }
  }

  private Expr convertible(DataType type, int depth) throws FunctionException {
    DataType from =
        type == DataType.STRING || type == DataType.BOOLEAN
            ? type
            : typeOf(new int[] {0, 1, 2, 4}[random.nextInt(4)]);
    return FUNCTIONS.cast(expression(from, depth - 1), type, random.nextBoolean());
  }

  private Expr operation(DataType type, int depth) throws FunctionException {
    if (type == DataType.BOOLEAN) {
      return condition(depth);
    }
    if (type == DataType.STRING) {
      Expr text = expression(type, depth - 1);
      return random.nextBoolean()
          ? FUNCTIONS.call("upper", List.of(text))
          : FUNCTIONS.call("||", List.of(text, expression(type, depth - 1)));
    }
    if (type == DataType.INT && random.nextInt(4) == 0) {
      // Texts of letters beyond the basic plane have another length in the oracle.
      return FUNCTIONS.call("length", List.of(new ColumnRef(4, "s", DataType.STRING)))
              instanceof Expr.Call call
          ? FUNCTIONS.call("+", List.of(new Literal(1, DataType.INT), plain(call)))
          : leaf(type);
    }
    List<String> names =
        type == DataType.DOUBLE
            ? List.of("+", "-", "*", "/", "%")
            : type == DataType.LONG
                ? List.of("+", "-", "*", "div", "%")
                : List.of("+", "-", "*", "%");
    String name = names.get(random.nextInt(names.size()));
    return FUNCTIONS.cast(
        FUNCTIONS.call(name, List.of(expression(type, depth - 1), expression(type, depth - 1))),
        type,
        false);
  }

  private static Expr plain(Expr.Call length) {
    Expr text = length.arguments().get(0);
    Expr known =
        new Expr.Call(
            "in",
            List.of(text, new Literal("a", DataType.STRING), new Literal("12", DataType.STRING)),
            DataType.BOOLEAN);
    return new Expr.Case(
        List.of(new Expr.Branch(known, length)), new Literal(5, DataType.INT), DataType.INT);
  }

  private Expr condition(int depth) throws FunctionException {
    DataType type = typeOf(random.nextInt(5));
    Expr left = expression(type, depth - 1);
    Expr right = expression(type, depth - 1);
    return switch (random.nextInt(6)) {
      case 0 ->
          FUNCTIONS.call(
              "and",
              List.of(
                  expression(DataType.BOOLEAN, depth - 1),
                  expression(DataType.BOOLEAN, depth - 1)));
      case 1 ->
          FUNCTIONS.call(
              "or",
              List.of(
                  expression(DataType.BOOLEAN, depth - 1),
                  expression(DataType.BOOLEAN, depth - 1)));
      case 2 -> FUNCTIONS.call("not", List.of(expression(DataType.BOOLEAN, depth - 1)));
      case 3 -> FUNCTIONS.call(random.nextBoolean() ? "isnull" : "isnotnull", List.of(left));
      case 4 -> FUNCTIONS.call("in", List.of(left, right, leaf(type), literal(type)));
      default -> {
        List<String> names = List.of("=", "<>", "<", "<=", ">", ">=", "<=>");
        yield FUNCTIONS.call(names.get(random.nextInt(names.size())), List.of(left, right));
      }
    };
  }

  private Expr literal(DataType type) {
    return new Literal(random.nextInt(6) == 0 ? null : value(type), type);
  }

  private Expr leaf(DataType type) {
    if (random.nextInt(3) == 0) {
      return literal(type);
    }
    int start = random.nextInt(SCHEMA.size());
    for (int i = 0; i < SCHEMA.size(); i++) {
      int index = (start + i) % SCHEMA.size();
      Field field = SCHEMA.field(index);
      if (field.type() == type) {
        return new ColumnRef(index, field.name(), type);
      }
    }
    throw new IllegalStateException("no column of type " + type);
  }
}
