package io.weir.operators.sketch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.weir.api.connector.ByteSink;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How far off ranks are, and that restarts, questions and threads change nothing. */
class QuantileSketchTest {

  private static final double[] SHARES = {0, 0.001, 0.1, 0.25, 0.5, 0.9, 0.999, 1};

  private final long seed = new Random().nextLong();
  private final Random random = new Random(seed);

  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0.01, 0.001, 0.0001})
  void shouldKnowEachRankToWithinTheError(double error) {
    QuantileSketch sketch = new QuantileSketch(error);
    double[] values = new double[200_000];
    // Panes of every size, each as if it began anew.
    for (int from = 0; from < values.length; ) {
      int pane = Math.min(values.length - from, 1 + random.nextInt(1 << random.nextInt(18)));
      QuantileSketch part = new QuantileSketch(error);
      for (int i = from; i < from + pane; i++) {
        values[i] = random.nextGaussian() + 3.0 * i / values.length;
        part.add(values[i]);
      }
      sketch.merge(part);
      from += pane;
    }
    Arrays.sort(values);
    for (double share = 0; share <= 1; share += 0.01) {
      double found = sketch.quantiles(new double[] {share})[0];
      double rank = (Arrays.binarySearch(values, found) + 1.0) / values.length;
      // Twice the error that 99 of 100 sketches keep.
      assertThat(rank).as("share %s, seed %d", share, seed).isCloseTo(share, within(2 * error));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.5, 0.1, 0.01, 0.0001})
  void shouldBeExactBelowTwiceItsSize(double error) {
    double[] values = new double[2 * QuantileSketch.k(error) - 1];
    assertThat(values.length).isGreaterThanOrEqualTo((int) (3 / error));
    QuantileSketch sketch = new QuantileSketch(error);
    for (int from = 0; from < values.length; ) {
      int pane = Math.min(values.length - from, 1 + random.nextInt(900));
      QuantileSketch part = new QuantileSketch(error);
      for (int i = from; i < from + pane; i++) {
        values[i] = i % 50 == 7 ? Double.NaN : (random.nextInt(3000) - 1500) / 64.0;
        part.add(values[i]);
      }
      sketch.merge(restored(part));
      from += pane;
    }
    Arrays.sort(values); // NaN is the greatest
    for (double share = 0; share <= 1; share += 0.01) {
      int rank = (int) Math.max(1, Math.ceil(share * values.length)); // as Spark computes it
      assertThat(sketch.quantiles(new double[] {share}))
          .as("share %s, seed %d", share, seed)
          .containsExactly(values[rank - 1]);
    }
  }

  @Test
  void shouldTakeTheZerosForOneNumber() {
    QuantileSketch sketch = new QuantileSketch(0.01);
    sketch.add(-0.0);
    assertThat(sketch.quantiles(new double[] {0.5})).containsExactly(0.0);
  }

  @Test
  void shouldGoOnAfterARestartAndAQuestionAsIfNothingHadHappened() {
    for (double error : new double[] {0.1, 0.01, 0.001}) {
      QuantileSketch untouched = new QuantileSketch(error);
      QuantileSketch troubled = new QuantileSketch(error);
      for (int pane = 0; pane < 60; pane++) {
        QuantileSketch part = new QuantileSketch(error);
        QuantileSketch troubledPart = new QuantileSketch(error);
        for (int i = random.nextInt(8000); i > 0; i--) {
          double value = i % 99 == 0 ? Double.NaN : random.nextInt(1000) / 64.0;
          part.add(value);
          troubledPart.add(value);
          if (random.nextInt(500) == 0) {
            troubledPart.quantiles(SHARES);
            troubledPart = random.nextBoolean() ? restored(troubledPart) : troubledPart.copy();
          }
        }
        untouched.merge(part);
        troubled.merge(restored(troubledPart));
        troubled = restored(troubled);
      }
      assertThat(troubled.bytes()).isEqualTo(untouched.bytes());
      assertThat(troubled.quantiles(SHARES))
          .as("error %s, seed %d", error, seed)
          .containsExactly(untouched.quantiles(SHARES));
      assertThat(bytes(troubled)).as("seed %d", seed).isEqualTo(bytes(untouched));
    }
  }

  @Test
  void shouldLeaveWhatItMergesAndCopiesAsItWas() {
    QuantileSketch first = filled(seed);
    QuantileSketch second = filled(seed + 1);
    byte[] before = bytes(second);
    QuantileSketch copy = first.copy();
    byte[] beforeCopy = bytes(first);
    copy.add(1);
    copy.merge(second);
    assertThat(bytes(second)).isEqualTo(before);
    assertThat(bytes(first)).isEqualTo(beforeCopy);
  }

  @Test
  void shouldBeTheSameOnSeveralThreads() throws Exception {
    byte[] expected = bytes(filled(seed));
    int threads = 4;
    CyclicBarrier start = new CyclicBarrier(threads);
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<byte[]>> found = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        found.add(
            pool.submit(
                () -> {
                  start.await();
                  return bytes(filled(seed));
                }));
      }
      for (Future<byte[]> one : found) {
        assertThat(one.get()).as("seed %d", seed).isEqualTo(expected);
      }
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void shouldGrowByNoMoreThanItSays() {
    for (double error : new double[] {0.5, 0.01, 0.0001}) {
      long before = 0;
      QuantileSketch sketch = new QuantileSketch(error);
      for (int i = 0; i < 300_000; i++) {
        sketch.add(i);
        assertThat(sketch.bytes() - before).as("number %d", i).isBetween(0L, QuantileSketch.GROWTH);
        before = sketch.bytes();
      }
    }
  }

  /** A sketch that halved its buffers thousands of times, in updates and in merges. */
  private static QuantileSketch filled(long seed) {
    Random random = new Random(seed);
    QuantileSketch all = new QuantileSketch(0.1);
    for (int pane = 0; pane < 50; pane++) {
      QuantileSketch part = new QuantileSketch(0.1);
      for (int i = 0; i < 2000; i++) {
        part.add(random.nextGaussian());
      }
      all.merge(part);
    }
    return all;
  }

  private static byte[] bytes(QuantileSketch sketch) {
    ByteSink bytes = new ByteSink();
    sketch.write(bytes);
    return bytes.toByteArray();
  }

  private static QuantileSketch restored(QuantileSketch sketch) {
    return QuantileSketch.read(ByteBuffer.wrap(bytes(sketch)));
  }
}
