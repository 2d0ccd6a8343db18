package io.weir.operators.function.operator;

import io.weir.api.data.DataType;
import io.weir.api.data.DataType.Decimal;
import io.weir.operators.expr.Expr;
import io.weir.operators.expr.Expr.Call;
import io.weir.operators.expr.Expr.Literal;
import io.weir.operators.expr.Kernel;
import io.weir.operators.expr.RowKernel;
import io.weir.operators.expr.RowKernel.Nulls;
import io.weir.operators.function.Coercion;
import io.weir.operators.function.FunctionException;
import io.weir.operators.function.Library;
import io.weir.operators.function.Signature;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/** The comparison operators, IN, BETWEEN, NOT and the null tests. */
public final class ComparisonOperators {

  private static final BigDecimal MIN_LONG = BigDecimal.valueOf(Long.MIN_VALUE);
  private static final BigDecimal MAX_LONG = BigDecimal.valueOf(Long.MAX_VALUE);

  private ComparisonOperators() {}

  /**
   * Adds them.
   *
   * @param library to this
   */
  public static void register(Library library) {
    for (Comparison comparison : Comparison.values()) {
      library.operator(
          comparison.symbol,
          "a " + comparison.symbol + " b",
          comparison.description,
          args -> resolve(comparison, args),
          (call, kernels) -> kernel(comparison, call, kernels));
    }
    library.alias("==", "=");
    library.alias("!=", "<>");
    library.operator(
        "<=>",
        "a <=> b",
        "Whether a equals b, where null equals null.",
        args -> nullSafe("<=>", args),
        ComparisonOperators::nullSafeKernel);
    library.operator(
        "in",
        "a IN (b, …)",
        "Whether a equals one of a list; null if that hangs on a null.",
        ComparisonOperators::in,
        InKernel::of);
    library.rewrite(
        "between(a, low, high)", "Whether low <= a and a <= high.", ComparisonOperators::between);
    library.operator(
        "not",
        "NOT a",
        "The opposite of a boolean.",
        new Signature("not(a)", DataType.BOOLEAN, DataType.BOOLEAN),
        (call, kernels) -> new NotKernel(kernels.get(0)));
    library.alias("!", "not");
    library.rewrite(
        "and(a, b)",
        "Both; stops when the first is false.",
        args -> {
          Call typed = booleans("and(a, b)", args);
          return new Expr.And(typed.arguments().get(0), typed.arguments().get(1));
        });
    library.rewrite(
        "or(a, b)",
        "Either; stops when the first is true.",
        args -> {
          Call typed = booleans("or(a, b)", args);
          return new Expr.Or(typed.arguments().get(0), typed.arguments().get(1));
        });
    nullTest(library, "isnull", "Whether a is null, as a IS NULL.", true);
    nullTest(library, "isnotnull", "Whether a is not null, as a IS NOT NULL.", false);
  }

  private static void nullTest(Library library, String name, String description, boolean isNull) {
    library.add(
        name + "(a)",
        description,
        args -> {
          Signature.checkCount(name + "(a)", args, 1, 1);
          return new Call(name, args, DataType.BOOLEAN);
        },
        (call, kernels) -> new NullTestKernel(kernels.get(0), isNull));
  }

  private static Call booleans(String text, List<Expr> arguments) throws FunctionException {
    Signature both = new Signature(text, DataType.BOOLEAN, DataType.BOOLEAN, DataType.BOOLEAN);
    return (Call) both.resolve(arguments);
  }

  private static Expr resolve(Comparison comparison, List<Expr> arguments)
      throws FunctionException {
    String text = "a " + comparison.symbol + " b";
    Signature.checkCount(text, arguments, 2, 2);
    Expr left = arguments.get(0);
    Expr right = arguments.get(1);
    if (isInteger(left)
        && right instanceof Literal literal
        && literal.value() != null
        && right.type() instanceof Decimal) {
      return whole(comparison, left, (BigDecimal) literal.value());
    }
    if (isInteger(right)
        && left instanceof Literal literal
        && literal.value() != null
        && left.type() instanceof Decimal) {
      return whole(comparison.swapped(), right, (BigDecimal) literal.value());
    }
    return new Call(comparison.symbol, sameType(text, arguments), DataType.BOOLEAN);
  }

  private static boolean isInteger(Expr expr) {
    return expr.type() == DataType.INT || expr.type() == DataType.LONG;
  }

  /**
   * An integer against a decimal constant: no decimals needed, as Spark's DecimalPrecision has it.
   * Beyond the longs, and between two integers for equality, the outcome is known but for null.
   */
  private static Expr whole(Comparison comparison, Expr integer, BigDecimal value) {
    RoundingMode mode =
        switch (comparison) {
          case LESS, GREATER_OR_EQUAL -> RoundingMode.CEILING;
          default -> RoundingMode.FLOOR;
        };
    BigDecimal rounded = value.setScale(0, mode);
    boolean fraction = value.stripTrailingZeros().scale() > 0;
    boolean equality = comparison == Comparison.EQUAL || comparison == Comparison.NOT_EQUAL;
    boolean outside = rounded.compareTo(MIN_LONG) < 0 || rounded.compareTo(MAX_LONG) > 0;
    if (outside || (equality && fraction)) {
      boolean outcome =
          equality ? comparison == Comparison.NOT_EQUAL : comparison.holds(-value.signum());
      Expr known = new Call("isnotnull", List.of(integer), DataType.BOOLEAN);
      Expr.Branch branch = new Expr.Branch(known, new Literal(outcome, DataType.BOOLEAN));
      return new Expr.Case(List.of(branch), null, DataType.BOOLEAN);
    }
    Expr number = Coercion.to(integer, DataType.LONG);
    Expr constant = new Literal(rounded.longValueExact(), DataType.LONG);
    return new Call(comparison.symbol, List.of(number, constant), DataType.BOOLEAN);
  }

  /** Casts to the common type; decimals of several scales compare as they are. */
  static List<Expr> sameType(String text, List<Expr> arguments) throws FunctionException {
    boolean decimals =
        arguments.stream().allMatch(a -> a.type() instanceof Decimal || isInteger(a))
            && arguments.stream().anyMatch(a -> a.type() instanceof Decimal);
    if (decimals) {
      return arguments.stream()
          .map(a -> isInteger(a) ? Coercion.to(a, new Decimal(20, 0)) : a)
          .toList();
    }
    try {
      return Coercion.allTo(arguments, Coercion.commonOf(arguments));
    } catch (FunctionException e) {
      throw new FunctionException(text + ": " + e.getMessage());
    }
  }

  private static Expr nullSafe(String name, List<Expr> arguments) throws FunctionException {
    String text = "a " + name + " b";
    Signature.checkCount(text, arguments, 2, 2);
    return new Call(name, sameType(text, arguments), DataType.BOOLEAN);
  }

  private static Expr in(List<Expr> arguments) throws FunctionException {
    Signature.checkCount("a IN (b, …)", arguments, 2, Integer.MAX_VALUE);
    return new Call("in", sameType("a IN (b, …)", arguments), DataType.BOOLEAN);
  }

  private static Expr between(List<Expr> arguments) throws FunctionException {
    Signature.checkCount("a BETWEEN low AND high", arguments, 3, 3);
    List<Expr> low = List.of(arguments.get(0), arguments.get(1));
    List<Expr> high = new ArrayList<>(List.of(arguments.get(0), arguments.get(2)));
    return new Expr.And(
        resolve(Comparison.GREATER_OR_EQUAL, low), resolve(Comparison.LESS_OR_EQUAL, high));
  }

  private static Kernel kernel(Comparison comparison, Call call, List<Kernel> kernels) {
    DataType type = call.arguments().get(0).type();
    boolean swap = comparison == Comparison.GREATER || comparison == Comparison.GREATER_OR_EQUAL;
    Kernel left = kernels.get(swap ? 1 : 0);
    Kernel right = kernels.get(swap ? 0 : 1);
    Comparison canonical = swap ? comparison.swapped() : comparison;
    if (type == DataType.INT || type == DataType.DATE) {
      return new IntComparison(canonical, left, right);
    }
    if (type == DataType.LONG || type == DataType.TIMESTAMP) {
      return new LongComparison(canonical, left, right);
    }
    if (type == DataType.DOUBLE) {
      return new DoubleComparison(canonical, left, right);
    }
    return RowKernel.of(
        DataType.BOOLEAN,
        List.of(left, right),
        (in, out) ->
            out.putBoolean(
                canonical.holds(
                    Order.compare(in.column(0), in.position(), in.column(1), in.position()))));
  }

  private static Kernel nullSafeKernel(Call call, List<Kernel> kernels) {
    return RowKernel.of(
        DataType.BOOLEAN,
        kernels,
        Nulls.CALL,
        false,
        (in, out) -> {
          boolean anyNull = in.isNull(0) || in.isNull(1);
          int row = in.position();
          boolean equal =
              anyNull
                  ? in.isNull(0) == in.isNull(1)
                  : Order.compare(in.column(0), row, in.column(1), row) == 0;
          out.putBoolean(equal);
        });
  }
}
