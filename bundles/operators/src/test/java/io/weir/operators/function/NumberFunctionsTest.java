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
  }

  @Test
  void shouldFoldConstants() {
    assertThat(call("+", lit(1), lit(2L)).toString()).isEqualTo("(1 + 2)");
    assertThat(call("*", dec("1.5"), 2.0).toString()).isEqualTo("(1.5 * 2.0)");
  }
}
