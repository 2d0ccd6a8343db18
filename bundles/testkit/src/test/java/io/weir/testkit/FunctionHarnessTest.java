package io.weir.testkit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.api.data.DataType;
import io.weir.api.function.FunctionType;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FunctionHarnessTest {

  @Test
  void shouldPassWhatKeepsTheLaw() {
    FunctionHarness.of(function(FunctionHarnessTest::half), DataType.LONG)
        .expect(2L, 4L)
        .expect(null, (Object) null)
        .expectError(3L)
        .verify();
  }

  @Test
  void shouldRefuseAnotherValueOrType() {
    assertThatThrownBy(
            () ->
                FunctionHarness.of(function(FunctionHarnessTest::half), DataType.LONG)
                    .expect(3L, 4L))
        .isInstanceOf(AssertionError.class)
        .hasMessage("half(4) gives 2 (Long), expected 3 (Long)");
    assertThatThrownBy(
            () -> FunctionHarness.of(function(arguments -> 2.0), DataType.LONG).expect(2.0, 4L))
        .isInstanceOf(AssertionError.class)
        .hasMessage(
            "half(4) gives 2.0 (Double), expected a bigint as resultType promised"
                .replace("bigint", "long"));
    assertThatThrownBy(
            () -> FunctionHarness.of(function(arguments -> 2L), DataType.LONG).expectError(4L))
        .isInstanceOf(AssertionError.class)
        .hasMessage("half(4) gives 2 (Long), expected an exception");
  }

  @Test
  void shouldFindAFunctionThatRemembers() {
    AtomicInteger calls = new AtomicInteger();

    assertThatThrownBy(
            () ->
                FunctionHarness.of(function(a -> (long) calls.getAndIncrement()), DataType.LONG)
                    .expect(0L, 4L)
                    .verify())
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("called again or on another thread");
  }

  @Test
  void shouldFindAFunctionThatChangesItsArguments() {
    assertThatThrownBy(
            () ->
                FunctionHarness.of(function(a -> (Long) (a[0] = 1L)), DataType.LONG).expect(1L, 4L))
        .isInstanceOf(AssertionError.class)
        .hasMessage("half(4) changes its arguments");
  }

  private static @Nullable Object half(@Nullable Object[] arguments) {
    if (!(arguments[0] instanceof Long value)) {
      return null;
    }
    if (value % 2 != 0) {
      throw new IllegalArgumentException(value + " is odd");
    }
    return value / 2;
  }

  private static FunctionType function(Function<@Nullable Object[], @Nullable Object> body) {
    return new FunctionType() {
      @Override
      public String name() {
        return "half";
      }

      @Override
      public DataType resultType(List<DataType> arguments) {
        return DataType.LONG;
      }

      @Override
      public @Nullable Object call(@Nullable Object[] arguments) {
        return body.apply(arguments);
      }
    };
  }
}
