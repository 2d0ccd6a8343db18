package io.weir.operators.sketch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.weir.api.connector.ByteSink;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How far off counts are, and that only the set of values decides. */
class DistinctSketchTest {

  private static final int SETS = 100;

  private final long seed = new Random().nextLong();
  private final Random random = new Random(seed);

  @ParameterizedTest
  @ValueSource(doubles = {0.39, 0.05, 0.01, DistinctSketch.LEAST_ERROR})
  void shouldCountWithinTheError(double error) {
    for (int count : new int[] {0, 1, 10, 300, 1000, 5000, 40_000}) {
      double squares = 0;
      for (long set = 0; set < SETS; set++) {
        double off = (double) estimate(error, count, set << 40) / Math.max(1, count) - 1;
        squares += count == 0 ? 0 : off * off;
      }
      // What is asked for is the standard error. A tenth is left for the number of sets, which are
      // the same in every run, and half a value for rounding.
      assertThat(Math.sqrt(squares / SETS))
          .as("%d values", count)
          .isLessThan(1.1 * error + 0.5 / Math.max(1, count));
    }
    assertThat((double) estimate(error, 1_000_000, 1))
        .isCloseTo(1_000_000, within(3_000_000 * error));
  }

  private static long estimate(double error, int count, long first) {
    DistinctSketch sketch = new DistinctSketch(error);
    for (int i = 0; i < count; i++) {
      sketch.add(first + i);
      sketch.add(first + i / 2);
    }
    return sketch.estimate();
  }

  @Test
  void shouldCountFewValuesExactly() {
    for (int count = 0; count <= 48; count++) {
      DistinctSketch sketch = new DistinctSketch(0.05);
      for (int i = 0; i < 500; i++) {
        sketch.add((double) (i % Math.max(1, count)));
      }
      assertThat(sketch.estimate()).isEqualTo(Math.max(1, count));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.39, 0.1, 0.05, 0.01})
  void shouldDependOnTheSetOfValuesAlone(double error) {
    for (int round = 0; round < 300; round++) {
      int count = random.nextInt(1 << random.nextInt(13));
      DistinctSketch whole = new DistinctSketch(error);
      List<DistinctSketch> parts = new ArrayList<>();
      for (int i = random.nextInt(6); i >= 0; i--) {
        parts.add(new DistinctSketch(error));
      }
      for (int i = 0; i < count; i++) {
        long value = random.nextInt(2 * count);
        whole.add(value);
        parts.get(random.nextInt(parts.size())).add(value);
      }
      while (parts.size() > 1) {
        DistinctSketch one = parts.remove(random.nextInt(parts.size()));
        DistinctSketch other = parts.remove(random.nextInt(parts.size()));
        byte[] before = bytes(other);
        DistinctSketch both = random.nextBoolean() ? restored(one, error) : one.copy();
        both.merge(other);
        assertThat(bytes(other)).isEqualTo(before);
        parts.add(both);
      }
      DistinctSketch merged = parts.get(0);
      merged.add(1);
      whole.add(1);
      assertThat(merged.estimate())
          .as("%d values, round %d, seed %d", count, round, seed)
          .isEqualTo(whole.estimate());
      assertThat(merged.bytes())
          .as("%d values, round %d, seed %d", count, round, seed)
          .isEqualTo(whole.bytes())
          .isBetween(0L, DistinctSketch.mostBytes(error));
    }
  }

  @Test
  void shouldChangeNothingWhenAsked() {
    DistinctSketch sketch = new DistinctSketch(0.05);
    for (int i = 0; i < 2000; i++) {
      sketch.add(random.nextInt(3000));
      byte[] before = bytes(sketch);
      sketch.estimate();
      assertThat(bytes(sketch)).as("seed %d", seed).isEqualTo(before);
    }
  }

  @Test
  void shouldCountNotANumberAndZeroOnce() {
    DistinctSketch sketch = new DistinctSketch(0.05);
    sketch.add(0.0);
    sketch.add(-0.0);
    sketch.add(Double.NaN);
    sketch.add(Double.longBitsToDouble(0x7ff8000000000001L));
    assertThat(sketch.estimate()).isEqualTo(2);
  }

  private static byte[] bytes(DistinctSketch sketch) {
    ByteSink bytes = new ByteSink();
    sketch.write(bytes);
    return bytes.toByteArray();
  }

  private static DistinctSketch restored(DistinctSketch sketch, double error) {
    return DistinctSketch.read(error, ByteBuffer.wrap(bytes(sketch)));
  }
}
