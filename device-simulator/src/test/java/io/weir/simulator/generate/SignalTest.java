package io.weir.simulator.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.weir.simulator.fleet.ValueModel;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class SignalTest {

  private static final long SECOND = 1_000_000;
  private static final long HOUR = 3600 * SECOND;

  private final SimRandom random = new SimRandom(42);

  private double[] run(ValueModel model, int seconds) {
    Signal signal = Signal.of(model, random);
    return java.util.stream.IntStream.range(0, seconds)
        .mapToDouble(s -> signal.at(s * SECOND, random))
        .toArray();
  }

  private static double mean(double[] values) {
    return DoubleStream.of(values).average().orElseThrow();
  }

  @Test
  void shouldHoldAConstant() {
    assertThat(run(new ValueModel.Constant(7.5), 100)).containsOnly(7.5);
  }

  @Test
  void shouldSwingASineAroundItsMean() {
    double[] values = run(new ValueModel.Sine(50, 10, 60 * SECOND, 0), 600);

    assertThat(mean(values)).isEqualTo(50, within(1e-9));
    assertThat(DoubleStream.of(values).max().orElseThrow()).isEqualTo(60, within(0.1));
    assertThat(values[75]).isEqualTo(values[15], within(1e-9));
  }

  @Test
  void shouldAddNoiseOfTheDeclaredDeviation() {
    double[] values = run(new ValueModel.Sine(0, 0, SECOND, 2), 20_000);

    double square = DoubleStream.of(values).map(v -> v * v).average().orElseThrow();
    assertThat(mean(values)).isEqualTo(0, within(0.06));
    assertThat(Math.sqrt(square)).isEqualTo(2, within(0.05));
  }

  @Test
  void shouldKeepARandomWalkWithinItsBounds() {
    double[] values = run(new ValueModel.RandomWalk(5, 3, 0, 10), 5_000);

    assertThat(values[0]).isEqualTo(5);
    assertThat(DoubleStream.of(values)).allMatch(v -> v >= 0 && v <= 10);
    assertThat(DoubleStream.of(values).distinct().count()).isGreaterThan(4_000);
  }

  @Test
  void shouldFaultForAsLongAsDeclaredNowAndThen() {
    double[] values = run(new ValueModel.StepFault(1, 9, 60 * SECOND, 10 * SECOND, 0), 70_000);

    assertThat(DoubleStream.of(values)).containsOnly(1.0, 9.0);
    // 10 s of fault in a cycle of 70 s.
    double faulty = DoubleStream.of(values).filter(v -> v == 9).count();
    assertThat(faulty / values.length).isEqualTo(1.0 / 7, within(0.01));
  }

  @Test
  void shouldDriftByTheHour() {
    Signal signal = Signal.of(new ValueModel.Drift(20, 6, 0), random);

    assertThat(signal.at(0, random)).isEqualTo(20);
    assertThat(signal.at(HOUR / 2, random)).isEqualTo(23, within(1e-9));
  }

  @Test
  void shouldHalveABatteryInItsHalfLifeAndReplaceItWhenEmpty() {
    Signal signal = Signal.of(new ValueModel.Battery(100, HOUR, 10), random);

    double first = signal.at(0, random);
    double life = Math.log(10) / Math.log(2) * HOUR;
    assertThat(first).isBetween(10.0, 100.0);
    assertThat(signal.at(Math.round(life), random)).isEqualTo(first, within(1e-3));
    double smallest = 100;
    for (long t = 0; t < 10 * HOUR; t += 60 * SECOND) {
      double value = signal.at(t, random);
      smallest = Math.min(smallest, value);
      assertThat(value).isBetween(9.99, 100.0);
    }
    assertThat(smallest).isLessThan(11);
  }

  @Test
  void shouldDrawEvenly() {
    long below =
        java.util.stream.IntStream.range(0, 100_000).filter(i -> random.chance(0.3)).count();

    assertThat(below).isBetween(29_400L, 30_600L);
    assertThat(random.chance(0)).isFalse();
  }
}
