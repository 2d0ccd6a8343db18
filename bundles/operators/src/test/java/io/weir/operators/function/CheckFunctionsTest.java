package io.weir.operators.function;

import static io.weir.operators.function.Scene.call;
import static io.weir.operators.function.Scene.eval;
import static io.weir.operators.function.Scene.nul;
import static io.weir.operators.function.Scene.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.api.data.DataType;
import io.weir.operators.expr.Expr;
import org.junit.jupiter.api.Test;

class CheckFunctionsTest {

  @Test
  void shouldFailTheRow() {
    assertThat(eval("raise_error", "too hot")).isEqualTo("!too hot");
    assertThat(eval("raise_error", nul(DataType.STRING))).isEqualTo("!null");
    assertThat(eval("assert_true", true)).isNull();
    assertThat(eval("assert_true", false)).isEqualTo("!'false' is not true!");
    assertThat(eval("assert_true", nul(DataType.BOOLEAN), "no")).isEqualTo("!no");
  }

  @Test
  void shouldStandForAnyType() {
    Expr raise = call("raise_error", "too hot");
    assertThat(call("coalesce", 1, raise).type()).isEqualTo(DataType.INT);
    assertThat(eval("if", true, call("array", 1), raise)).hasToString("[1]");
    assertThat(eval("if", false, call("array", 1), raise)).isEqualTo("!too hot");
    assertThat(Scene.cast(raise, DataType.DATE).type()).isEqualTo(DataType.DATE);
    assertThat(eval("+", 1, raise)).isEqualTo("!too hot");
  }

  @Test
  void shouldNameTypes() {
    assertThat(eval("typeof", 1L)).isEqualTo("bigint");
    assertThat(eval("typeof", call("array", call("struct", 1L, 1.5))))
        .isEqualTo("array<struct<col1:bigint,col2:double>>");
    assertThat(eval("typeof", (Object) null)).isEqualTo("void");
    assertThat(refused("typeof")).contains("expected 1");
  }
}
