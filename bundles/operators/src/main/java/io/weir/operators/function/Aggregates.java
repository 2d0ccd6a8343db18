package io.weir.operators.function;

import static io.weir.operators.function.AggregateCall.DESCENDING;
import static java.util.Map.entry;

import io.weir.api.data.DataType;
import io.weir.api.data.DataType.Decimal;
import io.weir.operators.expr.Expr;
import io.weir.operators.sketch.DistinctSketch;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Weir's own aggregates by name, and how their calls are resolved: result types are Spark's. */
final class Aggregates {

  /** Gives the call that stands for what was written. */
  @FunctionalInterface
  private interface Resolver {
    AggregateCall resolve(AggregateArguments call) throws FunctionException;
  }

  private static final Map<String, Resolver> RESOLVERS = new LinkedHashMap<>();
  private static final List<FunctionDoc> DOCS = new ArrayList<>();

  private static final Map<String, String> ALIASES =
      Map.ofEntries(
          entry("mean", "avg"),
          entry("std", "stddev_samp"),
          entry("stddev", "stddev_samp"),
          entry("variance", "var_samp"),
          entry("first_value", "first"),
          entry("last_value", "last"),
          entry("array_agg", "collect_list"),
          entry("string_agg", "listagg"),
          entry("any", "bool_or"),
          entry("some", "bool_or"),
          entry("every", "bool_and"),
          entry("percentile_approx", "approx_percentile"));

  /** Aggregates that give the same whether equal arguments count once or often. */
  private static final Set<String> IDEMPOTENT =
      Set.of(
          "min",
          "max",
          "bool_or",
          "bool_and",
          "bit_and",
          "bit_or",
          "first",
          "last",
          "any_value",
          "min_by",
          "max_by",
          "collect_set",
          "approx_count_distinct");

  static {
    basics();
    conditions();
    statistics();
    values();
    percentiles();
    ALIASES.keySet().stream()
        .sorted()
        .forEach(alias -> doc(alias, "The same as " + ALIASES.get(alias) + "."));
  }

  private Aggregates() {}

  private static void add(String signature, String description, Resolver resolver) {
    doc(signature, description);
    RESOLVERS.put(nameOf(signature), resolver);
  }

  /** What WITHIN GROUP (ORDER BY … DESC) makes of an aggregate; its name cannot be written. */
  private static void descending(String name, Resolver resolver) {
    RESOLVERS.put(name + DESCENDING, resolver);
  }

  private static void doc(String signature, String description) {
    DOCS.add(new FunctionDoc(nameOf(signature), signature, description, "aggregate"));
  }

  private static String nameOf(String signature) {
    int end = signature.indexOf('(');
    return end < 0 ? signature : signature.substring(0, end);
  }

  static List<FunctionDoc> docs() {
    return List.copyOf(DOCS);
  }

  static List<String> names() {
    List<String> names = new ArrayList<>(RESOLVERS.keySet());
    names.removeIf(name -> name.endsWith(DESCENDING));
    names.addAll(ALIASES.keySet());
    return names;
  }

  static @Nullable String canonical(String key) {
    String name = ALIASES.getOrDefault(key, key);
    return RESOLVERS.containsKey(name) ? name : null;
  }

  static AggregateCall resolve(
      String name, List<Expr> arguments, boolean distinct, @Nullable Expr filter)
      throws FunctionException {
    Resolver resolver = RESOLVERS.get(name);
    if (resolver == null) {
      throw new FunctionException("no aggregate " + name, true);
    }
    boolean once = distinct && !IDEMPOTENT.contains(name);
    return resolver.resolve(new AggregateArguments(name, arguments, once, filter));
  }

  private static void basics() {
    add(
        "count(*) or count(value[, …])",
        "Rows, or rows without a null.",
        call -> {
          if (call.arguments().isEmpty() && call.distinct()) {
            throw new FunctionException("count(DISTINCT *): name the columns to count");
          }
          return call.over(call.arguments(), DataType.LONG);
        });
    for (String prefix : new String[] {"", "try_"}) {
      String overflow = prefix.isEmpty() ? "an overflow is an error." : "null if it overflows.";
      add(prefix + "sum(number)", "The sum; " + overflow, Aggregates::sum);
      add(
          prefix + "avg(number)",
          prefix.isEmpty() ? "The mean." : "The mean; null if it overflows.",
          Aggregates::avg);
    }
    add("min(value)", "The least value; nulls are left out.", Aggregates::same);
    add("max(value)", "The greatest value; NaN is the greatest.", Aggregates::same);
  }

  private static AggregateCall sum(AggregateArguments call) throws FunctionException {
    Expr number = call.number(0, DataType.LONG);
    return call.over(
        List.of(number),
        number.type() instanceof Decimal d
            ? bounded(d.precision() + 10, d.scale())
            : number.type());
  }

  private static AggregateCall avg(AggregateArguments call) throws FunctionException {
    Expr number = call.number(0, DataType.DOUBLE);
    return call.over(
        List.of(number),
        number.type() instanceof Decimal d
            ? bounded(d.precision() + 4, d.scale() + 4)
            : DataType.DOUBLE);
  }

  private static AggregateCall same(AggregateArguments call) throws FunctionException {
    call.expect(1, 1);
    return call.over(call.arguments(), call.arguments().get(0).type());
  }

  private static Decimal bounded(int precision, int scale) {
    return new Decimal(
        Math.min(precision, Decimal.MAX_PRECISION), Math.min(scale, Decimal.MAX_PRECISION));
  }

  private static void conditions() {
    add(
        "count_if(condition)",
        "The rows for which it is true.",
        call -> {
          Expr condition = call.typed(0, 1, DataType.BOOLEAN);
          Expr yes = new Expr.Literal(true, DataType.BOOLEAN);
          Expr counted =
              new Expr.Case(List.of(new Expr.Branch(condition, yes)), null, DataType.BOOLEAN);
          return call.as("count").over(List.of(counted), DataType.LONG);
        });
    add("bool_or(condition)", "Whether it is true for any row.", Aggregates::condition);
    add("bool_and(condition)", "Whether it is true for every row.", Aggregates::condition);
    add("bit_and(integer)", "The bits that all have.", Aggregates::integer);
    add("bit_or(integer)", "The bits that any has.", Aggregates::integer);
    add("bit_xor(integer)", "The bits that an odd number has.", Aggregates::integer);
  }

  private static AggregateCall condition(AggregateArguments call) throws FunctionException {
    return call.over(List.of(call.typed(0, 1, DataType.BOOLEAN)), DataType.BOOLEAN);
  }

  private static AggregateCall integer(AggregateArguments call) throws FunctionException {
    call.expect(1, 1);
    Expr argument = call.arguments().get(0);
    if (!Coercion.isInteger(argument.type())) {
      throw call.mismatch(0, "an int or a long");
    }
    return call.over(List.of(argument), argument.type());
  }

  private static void statistics() {
    add("stddev_samp(number)", "The standard deviation of a sample.", call -> doubles(call, 1));
    add("stddev_pop(number)", "The standard deviation of all.", call -> doubles(call, 1));
    add("var_samp(number)", "The variance of a sample.", call -> doubles(call, 1));
    add("var_pop(number)", "The variance of all.", call -> doubles(call, 1));
    add("skewness(number)", "How lopsided values are.", call -> doubles(call, 1));
    add("kurtosis(number)", "How heavy tails are, 0 for a normal one.", call -> doubles(call, 1));
    add("covar_samp(a, b)", "The covariance of a sample.", call -> doubles(call, 2));
    add("covar_pop(a, b)", "The covariance of all.", call -> doubles(call, 2));
    add("corr(a, b)", "Pearson's correlation.", call -> doubles(call, 2));
    add(
        "regr_count(y, x)",
        "The pairs without a null.",
        call -> {
          call.expect(2, 2);
          return call.as("count").over(call.arguments(), DataType.LONG);
        });
    add("regr_avgx(y, x)", "The mean of x in pairs.", call -> doubles(call, 2));
    add("regr_avgy(y, x)", "The mean of y in pairs.", call -> doubles(call, 2));
    add("regr_sxx(y, x)", "The squared deviations of x.", call -> doubles(call, 2));
    add("regr_syy(y, x)", "The squared deviations of y.", call -> doubles(call, 2));
    add("regr_sxy(y, x)", "The products of deviations.", call -> doubles(call, 2));
    add("regr_slope(y, x)", "The slope of the line through pairs.", call -> doubles(call, 2));
    add("regr_intercept(y, x)", "Where that line is at x = 0.", call -> doubles(call, 2));
    add("regr_r2(y, x)", "How well that line fits.", call -> doubles(call, 2));
  }

  private static AggregateCall doubles(AggregateArguments call, int count)
      throws FunctionException {
    List<Expr> doubles = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      doubles.add(call.typed(i, count, DataType.DOUBLE));
    }
    return call.over(doubles, DataType.DOUBLE);
  }

  private static void values() {
    add(
        "first(value[, ignoreNulls])",
        "The value of the first row by event time; of several of one time, as they came.",
        Aggregates::timed);
    add("last(value[, ignoreNulls])", "The value of the last row.", Aggregates::timed);
    add("any_value(value[, ignoreNulls])", "The same as first.", Aggregates::timed);
    add("min_by(value, by)", "The value of the row with the least by.", Aggregates::extremeBy);
    add("max_by(value, by)", "The value of the row with the greatest by.", Aggregates::extremeBy);
    add(
        "collect_list(value)",
        "All values without nulls, in the order of event time.",
        Aggregates::list);
    add(
        "listagg(text[, delimiter])",
        "The texts without nulls as one, in the order of event time.",
        call -> {
          call.expect(1, 2);
          Expr text = call.text(0);
          return call.over(List.of(text), List.of(call.constantText(1)), DataType.STRING);
        });
    add("collect_set(value)", "The different values without nulls, sorted.", Aggregates::list);
    add(
        "mode(value[, deterministic])",
        "The most frequent value; the least of several, whether that is asked for or not, and the"
            + " greatest with mode() WITHIN GROUP (ORDER BY value DESC).",
        Aggregates::mode);
    descending("mode", Aggregates::mode);
    add(
        "approx_count_distinct(value[, error])",
        "About how many different values there are; error is the relative standard one, 0.05 by"
            + " default. Practically exact up to 48 values by default.",
        call -> {
          call.expect(1, 2);
          double error = call.constant(1, 0.05);
          if (error < DistinctSketch.LEAST_ERROR || error > 0.39) {
            throw call.mismatch(1, "a constant from 0.00072 to 0.39");
          }
          return call.over(
              call.arguments().subList(0, 1),
              List.of(new Expr.Literal(error, DataType.DOUBLE)),
              DataType.LONG);
        });
  }

  private static AggregateCall mode(AggregateArguments call) throws FunctionException {
    call.expect(1, 2);
    call.flag(1);
    Expr value = call.arguments().get(0);
    return call.over(List.of(value), value.type());
  }

  private static AggregateCall timed(AggregateArguments call) throws FunctionException {
    call.expect(1, 2);
    Expr value = call.arguments().get(0);
    return (call.flag(1) ? call.notNull(value) : call).over(List.of(value), value.type());
  }

  private static AggregateCall extremeBy(AggregateArguments call) throws FunctionException {
    call.expect(2, 2);
    return call.over(call.arguments(), call.arguments().get(0).type());
  }

  private static AggregateCall list(AggregateArguments call) throws FunctionException {
    call.expect(1, 1);
    return call.over(call.arguments(), new DataType.Array(call.arguments().get(0).type()));
  }

  private static void percentiles() {
    add(
        "median(number)",
        "The middle value.",
        call -> {
          Expr number = call.typed(0, 1, DataType.DOUBLE);
          return call.as("percentile")
              .over(
                  List.of(number),
                  List.of(new Expr.Literal(0.5, DataType.DOUBLE)),
                  DataType.DOUBLE);
        });
    add(
        "percentile(number, share | array(share, …)[, frequency])",
        "Exact percentiles, between the two nearest values; share is from 0 to 1. A row counts"
            + " frequency times; a row with a negative one is quarantined.",
        Aggregates::percentile);
    add(
        "percentile_cont(share) WITHIN GROUP (ORDER BY number [DESC])",
        "The same as percentile(number, share); with DESC the share is counted from the greatest"
            + " down.",
        call -> ordered(call.as("percentile")));
    add(
        "percentile_disc(share) WITHIN GROUP (ORDER BY number [DESC])",
        "The first value in that order at which a share of all is reached.",
        Aggregates::ordered);
    descending("percentile_cont", call -> ordered(call.as("percentile" + DESCENDING)));
    descending("percentile_disc", Aggregates::ordered);
    add(
        "approx_percentile(number, share | array(share, …)[, accuracy])",
        "Percentiles of values that came, the least whose rank reaches share. Exact for up to 3 *"
            + " accuracy values, 65535 at most and by default; beyond that ranks are within 1/accuracy"
            + " (default 10000, at best 15600) of the count, with 99% confidence.",
        call -> {
          call.expect(2, 3);
          Expr number = call.ordered(0);
          double accuracy = call.constant(2, 10_000);
          if (accuracy < 1) {
            throw call.mismatch(2, "a constant of at least 1");
          }
          Expr error = new Expr.Literal(1.0 / accuracy, DataType.DOUBLE);
          return call.percentiles(List.of(number), List.of(error), number.type());
        });
  }

  private static AggregateCall percentile(AggregateArguments call) throws FunctionException {
    if (call.arguments().size() != 3) {
      return ordered(call);
    }
    if (call.distinct()) {
      throw new FunctionException(
          "percentile: DISTINCT, and a frequency as argument 3; leave one of them out");
    }
    Expr number = call.typed(0, 3, DataType.DOUBLE);
    return call.percentiles(List.of(number, call.integer(2)), List.of(), DataType.DOUBLE);
  }

  private static AggregateCall ordered(AggregateArguments call) throws FunctionException {
    Expr number = call.typed(0, 2, DataType.DOUBLE);
    return call.percentiles(List.of(number), List.of(), DataType.DOUBLE);
  }
}
