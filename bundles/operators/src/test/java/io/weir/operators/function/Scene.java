package io.weir.operators.function;

import io.weir.api.data.Batch;
import io.weir.api.data.Column;
import io.weir.api.data.ColumnBuilder;
import io.weir.api.data.DataType;
import io.weir.api.data.Field;
import io.weir.api.data.Schema;
import io.weir.operators.expr.Expr;
import io.weir.operators.expr.Exprs;
import io.weir.operators.expr.Kernels;
import io.weir.operators.expr.RowErrors;
import io.weir.operators.expr.Selection;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes expressions and evaluates them, once as constants and once over columns. */
public final class Scene {

  private static final Functions FUNCTIONS = Functions.builtin();

  /** Functions whose arguments behind the first must be constants. */
  private static final Set<String> CONSTANTS_BEHIND =
      Set.of("round", "bround", "floor", "ceil", "from_json", "to_json");

  private Scene() {}

  /** A constant of the type that its Java class suggests; an Expr stays what it is. */
  public static Expr lit(@Nullable Object value) {
    return value instanceof Expr expr ? expr : new Expr.Literal(value, typeOf(value));
  }

  private static DataType typeOf(@Nullable Object value) {
    if (value instanceof Integer) {
      return DataType.INT;
    } else if (value instanceof Long) {
      return DataType.LONG;
    } else if (value instanceof Float) {
      return DataType.FLOAT;
    } else if (value instanceof Double) {
      return DataType.DOUBLE;
    } else if (value instanceof Boolean) {
      return DataType.BOOLEAN;
    } else if (value instanceof Instant) {
      return DataType.TIMESTAMP;
    } else if (value instanceof LocalDate) {
      return DataType.DATE;
    } else if (value instanceof byte[]) {
      return DataType.BINARY;
    } else if (value instanceof BigDecimal d) {
      return new DataType.Decimal(Math.max(d.precision(), d.scale()), d.scale());
    }
    return DataType.STRING;
  }

  /** A NULL of a type. */
  public static Expr nul(DataType type) {
    return new Expr.Literal(null, type);
  }

  /** A timestamp. */
  public static Instant ts(String text) {
    return Instant.parse(text);
  }

  /** A decimal. */
  public static BigDecimal dec(String text) {
    return new BigDecimal(text);
  }

  /** A resolved call. */
  public static Expr call(String name, @Nullable Object... arguments) {
    try {
      return FUNCTIONS.call(name, Arrays.stream(arguments).map(Scene::lit).toList());
    } catch (FunctionException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /** A resolved cast. */
  public static Expr cast(@Nullable Object operand, DataType type) {
    return cast(operand, type, false);
  }

  /** A resolved cast. */
  public static Expr cast(@Nullable Object operand, DataType type, boolean orNull) {
    try {
      return FUNCTIONS.cast(lit(operand), type, orNull);
    } catch (FunctionException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /**
   * The value of an expression of constants; an error comes as text that starts with {@code !}. It
   * is evaluated folded, and over columns that hold the constants beside other rows.
   */
  public static @Nullable Object value(Expr expr) {
    Object folded = evaluate(expr, List.of(), List.of());
    List<Expr.Literal> literals = new ArrayList<>();
    Expr lifted = lift(expr, literals);
    List<Field> fields = new ArrayList<>();
    List<Column> columns = new ArrayList<>();
    for (Expr.Literal literal : literals) {
      fields.add(Field.of("c" + fields.size(), literal.type()));
      ColumnBuilder builder = ColumnBuilder.of(literal.type());
      builder.append(null);
      builder.append(literal.value());
      builder.append(literal.value());
      columns.add(builder.build());
    }
    Object overColumns = evaluate(lifted, fields, columns);
    if (!same(folded, overColumns)) {
      throw new AssertionError(
          "%s: %s as constants, %s over columns".formatted(expr, folded, overColumns));
    }
    return folded;
  }

  private static boolean same(@Nullable Object a, @Nullable Object b) {
    return Arrays.deepEquals(new Object[] {a}, new Object[] {b});
  }

  private static Expr lift(Expr expr, List<Expr.Literal> literals) {
    if (expr instanceof Expr.Literal literal) {
      literals.add(literal);
      return new Expr.ColumnRef(literals.size() - 1, "c" + literals.size(), literal.type());
    }
    if (expr instanceof Expr.Call call && CONSTANTS_BEHIND.contains(call.name())) {
      List<Expr> arguments = new ArrayList<>(call.arguments());
      arguments.set(0, lift(arguments.get(0), literals));
      return new Expr.Call(call.name(), arguments, call.type());
    }
    return Exprs.mapChildren(expr, child -> lift(child, literals));
  }

  private static @Nullable Object evaluate(Expr expr, List<Field> fields, List<Column> columns) {
    int size = columns.isEmpty() ? 1 : 3;
    int row = columns.isEmpty() ? 0 : 2;
    Batch batch = new Batch(new Schema(fields), columns, size);
    RowErrors errors = new RowErrors();
    Selection rows = columns.isEmpty() ? Selection.all(1) : Selection.of(new int[] {1, 2}, 2);
    Column column = Kernels.compile(expr, FUNCTIONS).evaluate(batch, rows, errors);
    if (!column.type().equals(expr.type()) || column.size() != size) {
      throw new AssertionError(expr + " gives " + column.type() + ", not " + expr.type());
    }
    return errors.failed(row) ? "!" + errors.reason(row) : column.value(row);
  }

  /** The value of a call of constants. */
  public static @Nullable Object eval(String name, @Nullable Object... arguments) {
    return value(call(name, arguments));
  }

  /** The message with which a call is refused. */
  public static String refused(String name, @Nullable Object... arguments) {
    try {
      return "accepted: " + FUNCTIONS.call(name, Arrays.stream(arguments).map(Scene::lit).toList());
    } catch (FunctionException e) {
      return String.valueOf(e.getMessage());
    }
  }
}
