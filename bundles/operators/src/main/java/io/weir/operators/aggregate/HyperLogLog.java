package io.weir.operators.aggregate;

import io.weir.api.connector.ByteSink;
import java.nio.ByteBuffer;

/**
 * A sketch of how many different hashes were added, with the registers of Spark's HyperLogLog++ and
 * its linear counting while many are empty, so that small counts are Spark's. Beyond that the
 * estimator is Ertl's ("New cardinality estimation algorithms for HyperLogLog sketches", 2017),
 * which needs no tables of biases.
 */
final class HyperLogLog extends ObjectAccumulator.State {

  /** Up to what linear counting is the better estimate, by precision from 4. */
  private static final int[] LINEAR_UP_TO = {
    10, 20, 40, 80, 220, 400, 900, 1800, 3100, 6500, 11500, 20000, 50000, 120000, 350000
  };

  private final int precision;
  private final byte[] registers;

  HyperLogLog(int precision) {
    this(precision, new byte[1 << precision]);
  }

  private HyperLogLog(int precision, byte[] registers) {
    this.precision = precision;
    this.registers = registers;
  }

  /** The bits of a hash that choose a register, for a relative standard error of 0.0022 to 0.39. */
  static int precision(double error) {
    return (int) Math.ceil(2.0 * Math.log(1.106 / error) / Math.log(2.0));
  }

  HyperLogLog copy() {
    return new HyperLogLog(precision, registers.clone());
  }

  @Override
  long bytes() {
    return 48L + registers.length;
  }

  void add(long hash) {
    int register = (int) (hash >>> (64 - precision));
    long rest = (hash << precision) | (1L << (precision - 1));
    byte rank = (byte) (Long.numberOfLeadingZeros(rest) + 1);
    if (rank > registers[register]) {
      registers[register] = rank;
    }
  }

  void merge(HyperLogLog later) {
    for (int i = 0; i < registers.length; i++) {
      registers[i] = (byte) Math.max(registers[i], later.registers[i]);
    }
  }

  long estimate() {
    int[] ranks = new int[66 - precision];
    for (byte register : registers) {
      ranks[register]++;
    }
    double size = registers.length;
    if (ranks[0] > 0) {
      double linear = size * Math.log(size / ranks[0]);
      if (linear <= LINEAR_UP_TO[precision - 4]) {
        return Math.round(linear);
      }
    }
    int last = ranks.length - 1;
    double sum = size * tau(1 - ranks[last] / size);
    for (int rank = last - 1; rank >= 1; rank--) {
      sum = 0.5 * (sum + ranks[rank]);
    }
    sum += size * sigma(ranks[0] / size);
    return Math.round(size * size / (2 * Math.log(2) * sum));
  }

  private static double sigma(double empty) {
    if (empty == 1) {
      return Double.POSITIVE_INFINITY;
    }
    double power = empty;
    double factor = 1;
    double sum = empty;
    double before;
    do {
      power *= power;
      before = sum;
      sum += power * factor;
      factor += factor;
    } while (sum != before);
    return sum;
  }

  private static double tau(double unsaturated) {
    if (unsaturated == 0 || unsaturated == 1) {
      return 0;
    }
    double root = unsaturated;
    double factor = 1;
    double sum = 1 - unsaturated;
    double before;
    do {
      root = Math.sqrt(root);
      before = sum;
      factor *= 0.5;
      sum -= (1 - root) * (1 - root) * factor;
    } while (sum != before);
    return sum / 3;
  }

  void write(ByteSink target) {
    target.write(registers);
  }

  static HyperLogLog read(int precision, ByteBuffer source) {
    HyperLogLog sketch = new HyperLogLog(precision);
    source.get(sketch.registers);
    return sketch;
  }
}
