package io.weir.bench.query;

import java.io.Serializable;

/** The four aggregates of a group, as one writes them by hand. */
final class Acc implements Serializable {

  private static final long serialVersionUID = 1;

  long count;
  double sum;
  double min = Double.POSITIVE_INFINITY;
  double max = Double.NEGATIVE_INFINITY;

  static Acc of(long count, double mean, double min, double max) {
    Acc acc = new Acc();
    acc.count = count;
    acc.sum = Math.rint(mean * count * 4) / 4; // temperatures are multiples of 1/4
    acc.min = min;
    acc.max = max;
    return acc;
  }

  void add(double value) {
    count++;
    sum += value;
    min = Math.min(min, value);
    max = Math.max(max, value);
  }

  Acc merge(Acc other) {
    count += other.count;
    sum += other.sum;
    min = Math.min(min, other.min);
    max = Math.max(max, other.max);
    return this;
  }

  void addTo(Outcome outcome, String device, long endMs) {
    outcome.add(device, endMs, count, sum / count, min, max);
  }
}
