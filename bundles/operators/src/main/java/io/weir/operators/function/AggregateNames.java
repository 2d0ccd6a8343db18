package io.weir.operators.function;

import java.util.List;

/** The aggregates that the operators compute. */
public final class AggregateNames {

  /** Rows, or rows where no argument is null. */
  public static final String COUNT = "count";

  /** The sum: of a long, a double or a decimal. */
  public static final String SUM = "sum";

  /** The mean: of a double or a decimal. */
  public static final String AVG = "avg";

  /** The least. */
  public static final String MIN = "min";

  /** The greatest. */
  public static final String MAX = "max";

  /** All of them. */
  public static final List<String> ALL = List.of(COUNT, SUM, AVG, MIN, MAX);

  private AggregateNames() {}
}
