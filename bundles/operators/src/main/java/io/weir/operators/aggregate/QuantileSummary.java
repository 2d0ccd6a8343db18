package io.weir.operators.aggregate;

import io.weir.api.connector.ByteSink;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A summary of numbers that knows each rank to within a share of their count: Greenwald and Khanna,
 * "Space-efficient online computation of quantile summaries" (SIGMOD 2001), with the steps of
 * Spark's QuantileSummaries. As long as the allowed error is less than a rank (up to half the
 * accuracy of {@code approx_percentile}) nothing is forgotten, and the answers are exact. Nothing
 * in it is random: the same numbers in the same order give the same summary, which a replay needs.
 */
final class QuantileSummary extends ObjectAccumulator.State {

  private static final int SAMPLE_BYTES = 24;
  private static final int HEAD = 256;
  private static final int COMPRESS_AT = 4_000;

  private final double error;
  private double[] values = new double[0]; // samples, ascending
  private long[] gaps = new long[0]; // between the least rank of a sample and of the one before
  private long[] spreads = new long[0]; // between its least and its greatest rank
  private int samples;
  private long count; // of what the samples stand for
  private double[] head = new double[16]; // what came since, in order
  private int headSize;

  QuantileSummary(double error) {
    this.error = error;
  }

  QuantileSummary copy() {
    QuantileSummary copy = new QuantileSummary(error);
    copy.values = Arrays.copyOf(values, samples);
    copy.gaps = Arrays.copyOf(gaps, samples);
    copy.spreads = Arrays.copyOf(spreads, samples);
    copy.samples = samples;
    copy.count = count;
    copy.head = head.clone();
    copy.headSize = headSize;
    return copy;
  }

  @Override
  long bytes() {
    return 128L + (long) SAMPLE_BYTES * (samples + headSize);
  }

  /** What one more number takes at most, bytes. */
  static long growth() {
    return 128L + SAMPLE_BYTES;
  }

  void add(double value) {
    if (headSize == head.length) {
      head = Arrays.copyOf(head, Math.min(HEAD, headSize * 2));
    }
    head[headSize++] = value;
    if (headSize == HEAD) {
      takeHead();
      if (samples >= COMPRESS_AT) {
        compress(2 * error * count);
      }
    }
  }

  private void takeHead() {
    double[] sorted = Arrays.copyOf(head, headSize);
    Arrays.sort(sorted);
    QuantileSummary all = new QuantileSummary(error);
    all.reserve(samples + headSize);
    int next = 0;
    for (int i = 0; i < sorted.length; i++) {
      while (next < samples && Double.compare(values[next], sorted[i]) <= 0) {
        all.append(values[next], gaps[next], spreads[next]);
        next++;
      }
      count++;
      boolean extreme = all.samples == 0 || (next == samples && i == sorted.length - 1);
      all.append(sorted[i], 1, extreme ? 0 : (long) Math.floor(2 * error * count));
    }
    while (next < samples) {
      all.append(values[next], gaps[next], spreads[next]);
      next++;
    }
    take(all);
    headSize = 0;
  }

  private void reserve(int size) {
    values = new double[size];
    gaps = new long[size];
    spreads = new long[size];
  }

  private void append(double value, long gap, long spread) {
    values[samples] = value;
    gaps[samples] = gap;
    spreads[samples++] = spread;
  }

  private void take(QuantileSummary other) {
    values = other.values;
    gaps = other.gaps;
    spreads = other.spreads;
    samples = other.samples;
  }

  /** Joins neighbours whose ranks are known well enough; least and greatest stay. */
  private void compress(double threshold) {
    if (samples < 2) {
      return;
    }
    int to = samples; // the samples kept so far are at to and behind
    double headValue = values[samples - 1];
    long headGap = gaps[samples - 1];
    long headSpread = spreads[samples - 1];
    double least = values[0];
    long leastGap = gaps[0];
    long leastSpread = spreads[0];
    for (int i = samples - 2; i >= 1; i--) {
      if (gaps[i] + headGap + headSpread < threshold) {
        headGap += gaps[i];
      } else {
        to = put(to, headValue, headGap, headSpread);
        headValue = values[i];
        headGap = gaps[i];
        headSpread = spreads[i];
      }
    }
    to = put(to, headValue, headGap, headSpread);
    to = put(to, least, leastGap, leastSpread);
    int size = samples - to;
    System.arraycopy(values, to, values, 0, size);
    System.arraycopy(gaps, to, gaps, 0, size);
    System.arraycopy(spreads, to, spreads, 0, size);
    samples = size;
  }

  private int put(int before, double value, long gap, long spread) {
    int at = before - 1;
    values[at] = value;
    gaps[at] = gap;
    spreads[at] = spread;
    return at;
  }

  /** Adds what a later summary of the same error stands for. */
  void merge(QuantileSummary later) {
    QuantileSummary other = later.copy();
    takeHead();
    other.takeHead();
    if (other.count == 0) {
      return;
    }
    if (count == 0) {
      take(other);
      count = other.count;
      return;
    }
    long ownMore = (long) Math.floor(2 * error * other.count);
    long otherMore = (long) Math.floor(2 * error * count);
    QuantileSummary all = new QuantileSummary(error);
    all.reserve(samples + other.samples);
    int i = 0;
    int j = 0;
    while (i < samples && j < other.samples) {
      if (Double.compare(values[i], other.values[j]) < 0) {
        all.append(values[i], gaps[i], spreads[i] + (j > 0 ? ownMore : 0));
        i++;
      } else {
        all.append(other.values[j], other.gaps[j], other.spreads[j] + (i > 0 ? otherMore : 0));
        j++;
      }
    }
    for (; i < samples; i++) {
      all.append(values[i], gaps[i], spreads[i]);
    }
    for (; j < other.samples; j++) {
      all.append(other.values[j], other.gaps[j], other.spreads[j]);
    }
    take(all);
    count += other.count;
    compress(2 * error * count);
  }

  /** Answers of a copy, for an answer must leave no trace; at least one number was added. */
  double[] quantiles(double[] percentages) {
    QuantileSummary all = copy();
    all.takeHead();
    all.compress(2 * error * all.count);
    return Arrays.stream(percentages).map(all::quantile).toArray();
  }

  private double quantile(double percentage) {
    if (percentage <= error || samples == 1) {
      return values[0];
    }
    if (percentage >= 1 - error) {
      return values[samples - 1];
    }
    long widest = 0;
    for (int i = 0; i < samples; i++) {
      widest = Math.max(widest, gaps[i] + spreads[i]);
    }
    long allowed = widest / 2;
    long rank = (long) Math.ceil(percentage * count);
    long least = 0;
    for (int i = 0; i < samples - 1; i++) {
      least += gaps[i];
      if (least + spreads[i] - allowed <= rank && rank <= least + allowed) {
        return values[i];
      }
    }
    return values[samples - 1];
  }

  void write(ByteSink target) {
    target.writeLong(count);
    target.writeInt(samples);
    target.writeInt(headSize);
    for (int i = 0; i < samples; i++) {
      target.writeLong(Double.doubleToRawLongBits(values[i]));
      target.writeLong(gaps[i]);
      target.writeLong(spreads[i]);
    }
    for (int i = 0; i < headSize; i++) {
      target.writeLong(Double.doubleToRawLongBits(head[i]));
    }
  }

  static QuantileSummary read(double error, ByteBuffer source) {
    QuantileSummary summary = new QuantileSummary(error);
    summary.count = source.getLong();
    int size = source.getInt();
    int headSize = source.getInt();
    summary.reserve(size);
    for (int i = 0; i < size; i++) {
      summary.append(Double.longBitsToDouble(source.getLong()), source.getLong(), source.getLong());
    }
    summary.head = new double[Math.max(16, headSize)];
    for (int i = 0; i < headSize; i++) {
      summary.head[i] = Double.longBitsToDouble(source.getLong());
    }
    summary.headSize = headSize;
    return summary;
  }
}
