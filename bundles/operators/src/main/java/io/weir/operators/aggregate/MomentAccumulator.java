package io.weir.operators.aggregate;

import io.weir.api.data.DoubleColumn;

/**
 * Mean and central moments of doubles: Welford's updates, and Chan's and Pébay's formulas where two
 * states are merged, in the form that Spark's CentralMomentAgg has them, so that no sum of squares
 * loses what matters.
 */
final class MomentAccumulator extends MomentCells {

  private static final int MEAN = 1;
  private static final int M2 = 2;
  private static final int M3 = 3;
  private static final int M4 = 4;

  private final boolean higher; // third and fourth moment too

  MomentAccumulator(boolean higher) {
    this.higher = higher;
  }

  @Override
  public int cells() {
    return higher ? 5 : 3;
  }

  @Override
  public void add(AddedRows input) {
    double[] values = ((DoubleColumn) input.arguments[0]).values();
    long[] longs = input.cells.longs();
    for (int i = input.from; i < input.to; i++) {
      add(longs, input.targets[i] * input.cells.width() + cell(), values[input.rows[i]]);
    }
  }

  private void add(long[] longs, int at, double value) {
    long n = ++longs[at];
    double mean = get(longs, at + MEAN);
    double delta = value - mean;
    double deltaN = delta / n;
    double m2 = get(longs, at + M2) + delta * (delta - deltaN);
    set(longs, at + MEAN, mean + deltaN);
    set(longs, at + M2, m2);
    if (higher) {
      double delta2 = delta * delta;
      double deltaN2 = deltaN * deltaN;
      double m3 = get(longs, at + M3) - 3.0 * deltaN * m2 + delta * (delta2 - deltaN2);
      double m4 =
          get(longs, at + M4)
              - 4.0 * deltaN * m3
              - 6.0 * deltaN2 * m2
              + delta * (delta * delta2 - deltaN * deltaN2);
      set(longs, at + M3, m3);
      set(longs, at + M4, m4);
    }
  }

  @Override
  void combine(long[] left, int at, long[] right, int from) {
    double n1 = left[at];
    double n2 = right[from];
    double delta = get(right, from + MEAN) - get(left, at + MEAN);
    double deltaN = delta / (n1 + n2);
    double leftM2 = get(left, at + M2);
    double rightM2 = get(right, from + M2);
    if (higher) {
      double leftM3 = get(left, at + M3);
      double rightM3 = get(right, from + M3);
      set(
          left,
          at + M4,
          get(left, at + M4)
              + get(right, from + M4)
              + deltaN * deltaN * deltaN * delta * n1 * n2 * (n1 * n1 - n1 * n2 + n2 * n2)
              + 6.0 * deltaN * deltaN * (n1 * n1 * rightM2 + n2 * n2 * leftM2)
              + 4.0 * deltaN * (n1 * rightM3 - n2 * leftM3));
      set(
          left,
          at + M3,
          leftM3
              + rightM3
              + deltaN * deltaN * delta * n1 * n2 * (n1 - n2)
              + 3.0 * deltaN * (n1 * rightM2 - n2 * leftM2));
    }
    set(left, at + M2, leftM2 + rightM2 + delta * deltaN * n1 * n2);
    set(left, at + MEAN, get(left, at + MEAN) + deltaN * n2);
  }

  /** What was gathered of a group's values, for {@link MomentFigure}. */
  record Moments(double n, double mean, double m2, double m3, double m4) {}

  AggregateResult result(MomentFigure figure) {
    return result((longs, at) -> figure.of(moments(longs, at)));
  }

  private Moments moments(long[] longs, int at) {
    return new Moments(
        longs[at],
        get(longs, at + MEAN),
        get(longs, at + M2),
        higher ? get(longs, at + M3) : 0,
        higher ? get(longs, at + M4) : 0);
  }
}
