package io.weir.operators.aggregate;

import io.weir.api.data.DoubleColumn;

/**
 * Means, second moments and co-moment of pairs of doubles, merged as in {@link MomentAccumulator}:
 * covariance, correlation and regression.
 */
final class PairAccumulator extends MomentCells {

  private static final int X = 1;
  private static final int Y = 2;
  private static final int XY = 3;
  private static final int XX = 4;
  private static final int YY = 5;

  @Override
  public int cells() {
    return 6;
  }

  @Override
  public void add(AddedRows input) {
    double[] xs = ((DoubleColumn) input.arguments[0]).values();
    double[] ys = ((DoubleColumn) input.arguments[1]).values();
    long[] longs = input.cells.longs();
    for (int i = input.from; i < input.to; i++) {
      int at = input.targets[i] * input.cells.width() + cell();
      add(longs, at, xs[input.rows[i]], ys[input.rows[i]]);
    }
  }

  private static void add(long[] longs, int at, double x, double y) {
    long n = ++longs[at];
    double dx = x - get(longs, at + X);
    double dy = y - get(longs, at + Y);
    double meanX = get(longs, at + X) + dx / n;
    double meanY = get(longs, at + Y) + dy / n;
    set(longs, at + X, meanX);
    set(longs, at + Y, meanY);
    set(longs, at + XY, get(longs, at + XY) + dx * (y - meanY));
    set(longs, at + XX, get(longs, at + XX) + dx * (x - meanX));
    set(longs, at + YY, get(longs, at + YY) + dy * (y - meanY));
  }

  @Override
  void combine(long[] left, int at, long[] right, int from) {
    double n1 = left[at];
    double n2 = right[from];
    double dx = get(right, from + X) - get(left, at + X);
    double dy = get(right, from + Y) - get(left, at + Y);
    double dxN = dx / (n1 + n2);
    double dyN = dy / (n1 + n2);
    raise(left, at + X, dxN * n2);
    raise(left, at + Y, dyN * n2);
    raise(left, at + XY, get(right, from + XY) + dx * dyN * n1 * n2);
    raise(left, at + XX, get(right, from + XX) + dx * dxN * n1 * n2);
    raise(left, at + YY, get(right, from + YY) + dy * dyN * n1 * n2);
  }

  private static void raise(long[] longs, int at, double by) {
    set(longs, at, get(longs, at) + by);
  }

  /** What was gathered of a group's pairs, for {@link PairFigure}. */
  record Pairs(double n, double meanX, double meanY, double xy, double xx, double yy) {}

  AggregateResult result(PairFigure figure) {
    return result((longs, at) -> figure.of(pairs(longs, at)));
  }

  private static Pairs pairs(long[] longs, int at) {
    return new Pairs(
        longs[at],
        get(longs, at + X),
        get(longs, at + Y),
        get(longs, at + XY),
        get(longs, at + XX),
        get(longs, at + YY));
  }
}
