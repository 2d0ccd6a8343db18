package io.weir.engine.query;

import io.weir.api.data.DataType;
import io.weir.operators.column.ValueOrder;
import io.weir.operators.expr.Expr;
import io.weir.operators.function.AggregateCall;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongBinaryOperator;
import java.util.stream.Collectors;

/** Aggregates by their definitions, over all rows at once. */
final class NaiveAggregates {

  static final Set<String> TAKE_NULLS = Set.of("first", "last", "any_value", "min_by", "max_by");

  private NaiveAggregates() {}

  /**
   * The result.
   *
   * @param rows the arguments of the rows that count, in the order of event time, then of arrival
   */
  static Object result(AggregateCall call, List<Object[]> rows) {
    List<Object> values = new ArrayList<>();
    rows.forEach(row -> values.add(row.length == 0 ? null : row[0]));
    if (call.distinct() && !values.isEmpty()) {
      List<Object> distinct = List.copyOf(sorted(call, values));
      values.clear();
      values.addAll(distinct);
    }
    return switch (call.name()) {
      case "count" -> (long) values.size();
      case "approx_count_distinct" -> (long) sorted(call, values).size();
      case "collect_list" -> values;
      case "collect_set" -> values.isEmpty() ? List.of() : List.copyOf(sorted(call, values));
      case "min_by", "max_by" -> extremeBy(call, rows);
      case "regr_count" -> (long) rows.size();
      default -> values.isEmpty() ? null : ofSome(call, values, rows);
    };
  }

  private static TreeSet<Object> sorted(AggregateCall call, List<Object> values) {
    TreeSet<Object> sorted = new TreeSet<>(ValueOrder.of(call.arguments().get(0).type()));
    values.forEach(value -> sorted.add(canonical(value)));
    return sorted;
  }

  /** With 0.0 for -0.0, wherever it is. */
  static Object canonical(Object value) {
    if (value instanceof Float || value instanceof Double) {
      boolean zero = ((Number) value).doubleValue() == 0;
      return !zero ? value : value instanceof Float ? (Object) 0f : (Object) 0.0;
    }
    if (value instanceof List<?> list) {
      List<Object> elements = new ArrayList<>();
      list.forEach(element -> elements.add(canonical(element)));
      return elements;
    }
    if (value instanceof Map<?, ?> struct) {
      Map<Object, Object> fields = new LinkedHashMap<>();
      struct.forEach((name, field) -> fields.put(name, canonical(field)));
      return fields;
    }
    return value;
  }

  private static Object ofSome(AggregateCall call, List<Object> values, List<Object[]> rows) {
    Comparator<Object> order = ValueOrder.of(call.arguments().get(0).type());
    return switch (call.name()) {
      case "min", "bool_and" -> Collections.min(values, order);
      case "max", "bool_or" -> Collections.max(values, order);
      case "avg", "try_avg" -> avg(call, values);
      case "sum" -> sum(call, values);
      case "try_sum" -> {
        try {
          yield sum(call, values);
        } catch (NaiveExprs.Failure e) {
          yield null;
        }
      }
      case "listagg" -> values.stream().map(String::valueOf).collect(Collectors.joining("-"));
      case "first", "any_value" -> values.get(0);
      case "last" -> values.get(values.size() - 1);
      case "bit_and" -> bits(values, (a, b) -> a & b);
      case "bit_or" -> bits(values, (a, b) -> a | b);
      case "bit_xor" -> bits(values, (a, b) -> a ^ b);
      case "mode" -> mode(values, order);
      case "mode desc" -> mode(values, order.reversed());
      case "percentile" -> {
        boolean weighted = call.arguments().size() > 1;
        List<Double> repeated = weighted ? repeated(rows) : doubles(values);
        yield repeated.isEmpty()
            ? null
            : percentiles(call, 0, share -> between(repeated, share, Comparator.naturalOrder()));
      }
      case "percentile desc" ->
          percentiles(call, 0, share -> between(doubles(values), share, Comparator.reverseOrder()));
      case "percentile_disc desc" ->
          percentiles(
              call,
              0,
              share -> nearest(new ArrayList<>(doubles(values)), order().reversed(), share));
      case "percentile_disc" ->
          percentiles(call, 0, share -> nearest(new ArrayList<>(doubles(values)), order(), share));
      case "approx_percentile" -> percentiles(call, 1, share -> nearest(values, order, share));
      case "stddev_samp", "stddev_pop", "var_samp", "var_pop", "skewness", "kurtosis" ->
          moment(call.name(), doubles(values));
      default -> pair(call.name(), rows);
    };
  }

  private static Comparator<Object> order() {
    return ValueOrder.of(DataType.DOUBLE);
  }

  private static Object sum(AggregateCall call, List<Object> values) {
    if (call.type() == DataType.DOUBLE) {
      return doubles(values).stream().mapToDouble(v -> v).sum();
    }
    if (call.type() instanceof DataType.Decimal) {
      return decimals(values);
    }
    BigInteger sum = BigInteger.ZERO;
    for (Object value : values) {
      sum = sum.add(BigInteger.valueOf(((Number) value).longValue()));
    }
    if (sum.bitLength() > 63) {
      throw new NaiveExprs.Failure("overflow");
    }
    return sum.longValue();
  }

  private static Object avg(AggregateCall call, List<Object> values) {
    if (call.type() instanceof DataType.Decimal type) {
      BigDecimal count = BigDecimal.valueOf(values.size());
      return decimals(values).divide(count, type.scale(), RoundingMode.HALF_UP);
    }
    return doubles(values).stream().mapToDouble(v -> v).sum() / values.size();
  }

  private static BigDecimal decimals(List<Object> values) {
    return values.stream().map(v -> (BigDecimal) v).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static List<Double> doubles(List<Object> values) {
    return values.stream().map(value -> ((Number) value).doubleValue()).toList();
  }

  private static Object bits(List<Object> values, LongBinaryOperator operator) {
    return values.stream().mapToLong(value -> (Long) value).reduce(operator).orElseThrow();
  }

  private static Object mode(List<Object> values, Comparator<Object> order) {
    TreeMap<Object, Integer> counts = new TreeMap<>(order);
    values.forEach(value -> counts.merge(canonical(value), 1, Integer::sum));
    int most = Collections.max(counts.values());
    return counts.keySet().stream().filter(value -> counts.get(value) == most).findFirst().get();
  }

  private static Object extremeBy(AggregateCall call, List<Object[]> rows) {
    Comparator<Object> order = ValueOrder.of(call.arguments().get(1).type());
    Object[] best = null;
    for (Object[] row : rows) {
      int compared = row[1] == null ? -1 : best == null ? 1 : order.compare(row[1], best[1]);
      if (call.name().equals("min_by") && row[1] != null && best != null) {
        compared = -compared;
      }
      if (compared >= 0) {
        best = row;
      }
    }
    return best == null ? null : best[0];
  }

  /** One of several percentiles. */
  private interface Percentile {
    Object of(double share);
  }

  private static Object percentiles(AggregateCall call, int from, Percentile percentile) {
    List<Object> found = new ArrayList<>();
    for (Expr share : call.parameters().subList(from, call.parameters().size())) {
      found.add(percentile.of((Double) Objects.requireNonNull(((Expr.Literal) share).value())));
    }
    return call.type() instanceof DataType.Array ? found : found.get(0);
  }

  /** Each number as often as the second argument says. */
  private static List<Double> repeated(List<Object[]> rows) {
    List<Double> repeated = new ArrayList<>();
    for (Object[] row : rows) {
      int times = Math.toIntExact((Long) row[1]);
      repeated.addAll(Collections.nCopies(times, ((Number) row[0]).doubleValue()));
    }
    return repeated;
  }

  private static double between(List<Double> values, double share, Comparator<Double> order) {
    List<Double> sorted = values.stream().map(v -> v == 0 ? 0.0 : v).sorted(order).toList();
    double position = (sorted.size() - 1) * share;
    double low = sorted.get((int) Math.floor(position));
    double high = sorted.get((int) Math.ceil(position));
    return low == high ? low : low + (position - Math.floor(position)) * (high - low);
  }

  private static Object nearest(List<Object> values, Comparator<Object> order, double share) {
    List<Object> sorted = values.stream().map(NaiveAggregates::canonical).sorted(order).toList();
    return sorted.get((int) Math.max(0, Math.ceil(share * sorted.size()) - 1));
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(v -> v).sum() / values.size();
  }

  private static double moment(List<Double> values, int power) {
    double mean = mean(values);
    return values.stream().mapToDouble(v -> Math.pow(v - mean, power)).sum();
  }

  private static Object moment(String name, List<Double> values) {
    int n = values.size();
    double m2 = moment(values, 2);
    return switch (name) {
      case "var_pop" -> m2 / n;
      case "stddev_pop" -> Math.sqrt(m2 / n);
      case "var_samp" -> n == 1 ? null : (Object) (m2 / (n - 1));
      case "stddev_samp" -> n == 1 ? null : (Object) Math.sqrt(m2 / (n - 1));
      case "skewness" -> m2 == 0 ? null : (Object) (moment(values, 3) / n / Math.pow(m2 / n, 1.5));
      default -> m2 == 0 ? null : (Object) (moment(values, 4) / n / Math.pow(m2 / n, 2) - 3);
    };
  }

  /** In a regression the first argument is y. */
  private static Object pair(String name, List<Object[]> rows) {
    List<Double> first = doubles(rows.stream().map(row -> row[0]).toList());
    List<Double> second = doubles(rows.stream().map(row -> row[1]).toList());
    int n = rows.size();
    double together = 0;
    for (int i = 0; i < n; i++) {
      together += (first.get(i) - mean(first)) * (second.get(i) - mean(second));
    }
    double alone = moment(first, 2);
    double other = moment(second, 2);
    double corr = together / Math.sqrt(alone * other);
    return switch (name) {
      case "covar_pop" -> together / n;
      case "covar_samp" -> n == 1 ? null : (Object) (together / (n - 1));
      case "corr" -> n == 1 ? null : (Object) corr;
      case "regr_avgy" -> mean(first);
      case "regr_avgx" -> mean(second);
      case "regr_syy" -> alone;
      case "regr_sxx" -> other;
      case "regr_sxy" -> together;
      case "regr_r2" -> other == 0 ? null : alone == 0 ? (Object) 1.0 : (Object) (corr * corr);
      case "regr_slope" -> other == 0 ? null : (Object) (together / other);
      case "regr_intercept" ->
          other == 0 ? null : (Object) (mean(first) - together / other * mean(second));
      default -> throw new IllegalArgumentException("the oracle does not know " + name);
    };
  }
}
