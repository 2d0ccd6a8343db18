package io.weir.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.api.connector.ByteSink;
import io.weir.api.data.DataType;
import io.weir.api.function.AggregateType;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AggregateHarnessTest {

  @Test
  void shouldPassWhatKeepsTheLaw() {
    filled(new RangeAggregate()).expect(8.5);
    assertThat(AggregateHarness.of(new RangeAggregate(), DataType.DOUBLE).verify()).isNull();
  }

  @Test
  void shouldRefuseAnotherResult() {
    assertThatThrownBy(() -> filled(new RangeAggregate()).expect(8.0))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("spread: the result is 8.5 (Double), expected 8.0 (Double)")
        .hasMessageContaining("[1.5]");
  }

  @Test
  void shouldFindAMergeThatForgetsOnePart() {
    assertBroken(
        new RangeAggregate() {
          @Override
          public double[] merge(double[] earlier, double[] later) {
            return earlier[0] > earlier[1] ? later.clone() : earlier;
          }
        },
        "cut after row 1, the result is 0.0 (Double); added in order it is 8.5 (Double)");
  }

  @Test
  void shouldFindAMergeThatChangesTheLaterPart() {
    assertBroken(
        new RangeAggregate() {
          @Override
          public double[] merge(double[] earlier, double[] later) {
            return super.merge(later, earlier);
          }
        },
        "merge changed its later part");
  }

  @Test
  void shouldFindWhatIsNotWritten() {
    assertBroken(
        new RangeAggregate() {
          @Override
          public double[] read(ByteBuffer source) {
            return new double[] {source.getDouble(), -source.getDouble()};
          }
        },
        "written otherwise");
    assertBroken(
        new RangeAggregate() {
          @Override
          public void write(double[] accumulator, ByteSink target) {
            super.write(accumulator, target);
            target.writeByte(0);
          }
        },
        "read left 1 of 17 bytes");
  }

  @Test
  void shouldFindAResultThatChangesOrIsOfAnotherType() {
    assertBroken(
        new RangeAggregate() {
          @Override
          public @Nullable Object result(double[] accumulator) {
            return accumulator[0]++;
          }
        },
        "result changed the accumulator");
    assertBroken(
        new RangeAggregate() {
          @Override
          public @Nullable Object result(double[] accumulator) {
            return 1L;
          }
        },
        "the result is 1 (Long), expected a double");
  }

  private static AggregateHarness<double[]> filled(AggregateType<double[]> type) {
    return AggregateHarness.of(type, DataType.DOUBLE)
        .row(1.5)
        .row((Object) null)
        .row(2.0)
        .row(10.0)
        .row(4.25);
  }

  private static void assertBroken(AggregateType<double[]> type, String message) {
    assertThatThrownBy(() -> filled(type).verify())
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(message);
  }
}
