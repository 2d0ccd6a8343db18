package io.weir.operators.function;

import static io.weir.operators.function.Scene.call;
import static io.weir.operators.function.Scene.dec;
import static io.weir.operators.function.Scene.eval;
import static io.weir.operators.function.Scene.lit;
import static io.weir.operators.function.Scene.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.api.data.DataType;
import org.junit.jupiter.api.Test;

class NumberFunctionsTest {

  @Test
  void shouldRound() {
    assertThat(eval("round", 2.5)).isEqualTo(3.0);
    assertThat(eval("round", -2.5)).isEqualTo(-3.0);
    assertThat(eval("round", 1.005, 2)).isEqualTo(1.01);
    assertThat(eval("round", Double.NaN, 2)).isEqualTo(Double.NaN);
    assertThat(eval("bround", 2.5)).isEqualTo(2.0);
    assertThat(eval("bround", 25, -1)).isEqualTo(20);
    assertThat(eval("round", 25, -1)).isEqualTo(30);
    assertThat((String) eval("round", Integer.MAX_VALUE, -1)).startsWith("!overflow");
    assertThat(eval("round", dec("2.55"), 1)).isEqualTo(dec("2.6"));
    assertThat(call("round", dec("2.55"), 1).type()).isEqualTo(new DataType.Decimal(3, 1));
    assertThat(eval("round", dec("99.5"))).isEqualTo(dec("100"));
    assertThat(eval("floor", -0.1)).isEqualTo(-1L);
    assertThat(eval("ceil", -0.1)).isEqualTo(0L);
    assertThat(eval("ceil", 5)).isEqualTo(5L);
    assertThat(eval("ceiling", dec("3.1411"))).isEqualTo(dec("4"));
    assertThat(refused("round", 2.5, call("pi"))).contains("a constant integer");
  }

  @Test
  void shouldRoundUpAndDownToDigits() {
    assertThat(eval("floor", dec("-3.75"), 1)).isEqualTo(dec("-3.8"));
    assertThat(eval("ceil", dec("-3.75"), 1)).isEqualTo(dec("-3.7"));
    assertThat(eval("floor", 375, -1)).isEqualTo(dec("370"));
    assertThat(eval("ceiling", 375L, -2)).isEqualTo(dec("400"));
    assertThat(eval("ceil", 3.75, 1)).isEqualTo(dec("3.8"));
    assertThat(eval("floor", Double.NaN, 1)).isNull();
    assertThat((String) eval("floor", 1e20, 1)).startsWith("!overflow");
    assertThat(call("floor", 3.75, 1).type()).isEqualTo(new DataType.Decimal(17, 1));
    assertThat(call("floor", "3.75", 1).type()).isEqualTo(new DataType.Decimal(22, 1));
    assertThat(refused("floor", 2.5, call("pi"))).contains("a constant integer");
  }

  @Test
  void shouldTellBuckets() {
    assertThat(eval("width_bucket", 5.3, 0.2, 10.6, 5)).isEqualTo(3L);
    assertThat(eval("width_bucket", 10, 5, 10, 5)).isEqualTo(6L);
    assertThat(eval("width_bucket", 5, 10, 5, 5)).isEqualTo(6L);
    assertThat(eval("width_bucket", 11, 10, 5, 5)).isEqualTo(0L);
    assertThat(eval("width_bucket", 5, 5, 5, 5)).isNull();
    assertThat(eval("width_bucket", Double.NaN, 1, 10, 3)).isNull();
    assertThat(eval("width_bucket", 5, Double.POSITIVE_INFINITY, 10, 3)).isNull();
    assertThat(eval("width_bucket", 5, 1, 10, 0)).isNull();
    assertThat(eval("width_bucket", 5, 1, 10, Long.MAX_VALUE)).isNull();
    assertThat(eval("width_bucket", 11, 1, 10, Long.MAX_VALUE - 1)).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void shouldComputeHyperbolicFunctions() {
    assertThat(eval("asinh", -1e10)).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(eval("asinh", Double.NEGATIVE_INFINITY)).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(eval("asinh", -0.5)).isEqualTo(-0.48121182505960336);
    assertThat(eval("acosh", 0.5)).isEqualTo(Double.NaN);
    assertThat(eval("acosh", 2.5)).isEqualTo(1.566799236972411);
    assertThat(eval("atanh", 0.3)).isEqualTo(0.3095196042031117);
    assertThat(eval("atanh", -1)).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(eval("sec", 1.2)).isEqualTo(2.759703601332406);
    assertThat(eval("csc", 0)).isEqualTo(Double.POSITIVE_INFINITY);
  }

  @Test
  void shouldConvertBases() {
    assertThat(eval("conv", "100", 2, 10)).isEqualTo("4");
    assertThat(eval("conv", "-15", 10, 16)).isEqualTo("FFFFFFFFFFFFFFF1");
    assertThat(eval("conv", "-15", 10, -16)).isEqualTo("-F");
    assertThat(eval("conv", "12z9", 10, 10)).isEqualTo("12");
    assertThat(eval("conv", "zz", 10, 10)).isEqualTo("0");
    assertThat(eval("conv", "18446744073709551615", 10, -10)).isEqualTo("-1");
    assertThat(eval("conv", "-9223372036854775809", 10, 16)).isEqualTo("FFFFFFFFFFFFFFFF");
    assertThat(eval("conv", "-9223372036854775809", 10, -16)).isEqualTo("-7FFFFFFFFFFFFFFF");
    assertThat((String) eval("conv", "18446744073709551616", 10, 16)).startsWith("!overflow");
    assertThat(eval("conv", "", 10, 16)).isNull();
    assertThat(eval("conv", "10", 1, 10)).isNull();
    assertThat(eval("conv", "10", 10, 37)).isNull();
    assertThat(eval("hex", -1)).isEqualTo("FFFFFFFFFFFFFFFF");
    assertThat(eval("hex", "äb")).isEqualTo("C3A462");
    assertThat(eval("hex", new byte[] {1, -85})).isEqualTo("01AB");
    assertThat(eval("unhex", "abc")).isEqualTo(new byte[] {10, -68});
    assertThat(eval("unhex", "xy")).isNull();
  }

  @Test
  void shouldComputeFunctions() {
    assertThat(eval("abs", -1)).isEqualTo(1);
    assertThat((String) eval("abs", Integer.MIN_VALUE)).startsWith("!overflow");
    assertThat(eval("abs", dec("-1.50"))).isEqualTo(dec("1.50"));
    assertThat(eval("sqrt", 4)).isEqualTo(2.0);
    assertThat(eval("sqrt", -1)).isEqualTo(Double.NaN);
    assertThat(eval("pow", 2, 3)).isEqualTo(8.0);
    assertThat(eval("exp", 0)).isEqualTo(1.0);
    assertThat(eval("ln", 1)).isEqualTo(0.0);
    assertThat(eval("ln", 0)).isNull();
    assertThat(eval("log", 10, 100)).isEqualTo(2.0);
    assertThat(eval("log", 1)).isEqualTo(0.0);
    assertThat(eval("log10", 10)).isEqualTo(1.0);
    assertThat(eval("log2", 2)).isEqualTo(1.0);
    assertThat(eval("sign", dec("-5.5"))).isEqualTo(-1.0);
    assertThat(eval("sin", 0)).isEqualTo(0.0);
    assertThat(eval("degrees", Math.PI)).isEqualTo(180.0);
    assertThat(eval("atan2", 0, 0)).isEqualTo(0.0);
    assertThat(eval("isnan", Double.NaN)).isEqualTo(true);
    assertThat(eval("nanvl", Double.NaN, 1)).isEqualTo(1.0);
    assertThat(eval("factorial", 5)).isEqualTo(120L);
    assertThat(eval("factorial", 21)).isNull();
    assertThat(eval("pi")).isEqualTo(Math.PI);
  }

  @Test
  void shouldWorkOnBits() {
    assertThat(eval("&", 3, 5)).isEqualTo(1);
    assertThat(eval("|", 3, 5L)).isEqualTo(7L);
    assertThat(eval("^", 3, 5)).isEqualTo(6);
    assertThat(eval("~", 0)).isEqualTo(-1);
    assertThat(eval("shiftleft", 2, 1)).isEqualTo(4);
    assertThat(eval("shiftright", -4L, 1)).isEqualTo(-2L);
    assertThat(eval("shiftrightunsigned", -1, 33)).isEqualTo(Integer.MAX_VALUE);
    assertThat(eval("shiftrightunsigned", -1L, 60)).isEqualTo(15L);
    assertThat(eval("shiftleft", 1, 33)).isEqualTo(2);
    assertThat(eval("bit_count", -1)).isEqualTo(64);
    assertThat(eval("bit_count", true)).isEqualTo(1);
    assertThat(eval("bit_get", 5, 2)).isEqualTo(1);
    assertThat(eval("getbit", -1L, 63)).isEqualTo(1);
    assertThat(eval("bit_get", 5, 32)).isEqualTo("!bit_get: position 32, expected 0 to 31");
    assertThat(eval("bit_get", 5L, -1)).isEqualTo("!bit_get: position -1, expected 0 to 63");
  }

  @Test
  void shouldFoldConstants() {
    assertThat(call("+", lit(1), lit(2L)).toString()).isEqualTo("(1 + 2)");
    assertThat(call("*", dec("1.5"), 2.0).toString()).isEqualTo("(1.5 * 2.0)");
  }
}
