package io.weir.operators.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.weir.api.connector.ByteSink;
import io.weir.api.data.DataType;
import io.weir.api.data.Field;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The sketches: how far off they are, and that neither restarts nor questions change them. */
class SketchesTest {

  @Test
  void shouldHashAsSparkDoes() {
    // SELECT xxhash64('Spark', array(123), 2) in Spark's own reference.
    DataType.Struct type =
        new DataType.Struct(
            List.of(
                Field.of("a", DataType.STRING),
                Field.of("b", new DataType.Array(DataType.INT)),
                Field.of("c", DataType.INT)));
    Map<String, Object> value = Map.of("a", "Spark", "b", List.of(123), "c", 2);
    assertThat(ValueHash.of(type, value)).isEqualTo(5602566077635097486L);
  }

  @Test
  void shouldCountDistinctValuesWithinTheError() {
    long seed = new Random().nextLong();
    for (int count : new int[] {0, 1, 10, 300, 1000, 5000, 100_000, 2_000_000}) {
      HyperLogLog sketch = new HyperLogLog(HyperLogLog.precision(0.05));
      for (int i = 0; i < count; i++) {
        sketch.add(ValueHash.of(DataType.LONG, seed + i));
        sketch.add(ValueHash.of(DataType.LONG, seed + i / 2));
      }
      assertThat((double) sketch.estimate())
          .as("%d values from %d", count, seed)
          .isCloseTo(count, within(0.25 * count));
    }
  }

  @Test
  void shouldMergeDistinctCountsExactly() {
    HyperLogLog whole = new HyperLogLog(9);
    HyperLogLog left = new HyperLogLog(9);
    HyperLogLog right = new HyperLogLog(9);
    for (long i = 0; i < 10_000; i++) {
      long hash = ValueHash.of(DataType.LONG, i);
      whole.add(hash);
      (i % 3 == 0 ? left : right).add(hash);
    }
    left.merge(right);
    assertThat(left.estimate()).isEqualTo(whole.estimate());
  }

  @Test
  void shouldKnowEachRankToWithinTheError() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (double error : new double[] {0.1, 0.01, 0.001}) {
      QuantileSummary summary = new QuantileSummary(error);
      double[] values = new double[60_000];
      for (int pane = 0; pane < 6; pane++) {
        QuantileSummary part = new QuantileSummary(error);
        for (int i = 0; i < 10_000; i++) {
          double value = random.nextGaussian() + pane;
          values[pane * 10_000 + i] = value;
          part.add(value);
        }
        summary.merge(part);
      }
      Arrays.sort(values);
      for (double share = 0; share <= 1; share += 0.05) {
        double found = summary.quantiles(new double[] {share})[0];
        int rank = Arrays.binarySearch(values, found);
        assertThat((double) rank / values.length)
            .as("share %s, error %s, seed %d", share, error, seed)
            .isCloseTo(share, within(2 * error));
      }
      assertThat(summary.bytes()).isLessThan(24 * 60_000 / 4 + 400_000);
    }
  }

  @Test
  void shouldBeExactUpToHalfTheAccuracy() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    QuantileSummary summary = new QuantileSummary(1.0 / 10_000);
    double[] values = new double[4999];
    int pane = 0;
    for (int from = 0; from < values.length; from += pane) {
      pane = Math.min(values.length - from, 1 + random.nextInt(900));
      QuantileSummary part = new QuantileSummary(1.0 / 10_000);
      for (int i = from; i < from + pane; i++) {
        values[i] = random.nextInt(3000) / 64.0;
        part.add(values[i]);
      }
      summary.merge(part);
    }
    Arrays.sort(values);
    for (double share = 0.01; share < 1; share += 0.01) {
      assertThat(summary.quantiles(new double[] {share}))
          .as("share %s, seed %d", share, seed)
          .containsExactly(values[(int) Math.ceil(share * values.length) - 1]);
    }
  }

  @Test
  void shouldGoOnAfterARestartAndAQuestionAsIfNothingHadHappened() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    QuantileSummary untouched = new QuantileSummary(0.01);
    QuantileSummary restored = new QuantileSummary(0.01);
    double[] shares = {0.1, 0.5, 0.999};
    for (int i = 0; i < 20_000; i++) {
      double value = random.nextInt(1000) / 64.0;
      untouched.add(value);
      restored.add(value);
      if (random.nextInt(500) == 0) {
        restored.quantiles(shares);
        ByteSink bytes = new ByteSink();
        restored.write(bytes);
        restored = QuantileSummary.read(0.01, ByteBuffer.wrap(bytes.toByteArray()));
      }
    }
    assertThat(restored.bytes()).isEqualTo(untouched.bytes());
    assertThat(restored.quantiles(shares))
        .as("seed %d", seed)
        .containsExactly(untouched.quantiles(shares));
  }
}
