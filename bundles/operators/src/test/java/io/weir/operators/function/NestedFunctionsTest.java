package io.weir.operators.function;

import static io.weir.operators.function.Scene.call;
import static io.weir.operators.function.Scene.cast;
import static io.weir.operators.function.Scene.eval;
import static io.weir.operators.function.Scene.refused;
import static io.weir.operators.function.Scene.value;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.api.data.DataType;
import io.weir.operators.expr.Expr;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NestedFunctionsTest {

  private static final Expr NUMBERS = call("array", 3, null, 1, 2);

  @Test
  void shouldWorkOnArrays() {
    assertThat(value(NUMBERS)).isEqualTo(Arrays.asList(3, null, 1, 2));
    assertThat(eval("size", NUMBERS)).isEqualTo(4);
    assertThat(eval("element_at", NUMBERS, 1)).isEqualTo(3);
    assertThat(eval("element_at", NUMBERS, -1)).isEqualTo(2);
    assertThat((String) eval("element_at", NUMBERS, 5))
        .isEqualTo("!element_at: position 5 of an array of 4 elements");
    assertThat((String) eval("element_at", NUMBERS, 0)).startsWith("!element_at: position 0");
    assertThat(eval("try_element_at", NUMBERS, 5)).isNull();
    assertThat(eval("subscript", NUMBERS, 0)).isEqualTo(3);
    assertThat((String) eval("subscript", NUMBERS, -1)).startsWith("!subscript");
    assertThat(eval("get", NUMBERS, 4)).isNull();
    assertThat(eval("array_contains", NUMBERS, 2L)).isEqualTo(true);
    assertThat(eval("array_contains", NUMBERS, 9)).isNull();
    assertThat(eval("array_contains", call("array", "a"), "b")).isEqualTo(false);
    assertThat(eval("array_position", NUMBERS, 1)).isEqualTo(3L);
    assertThat(eval("array_min", NUMBERS)).isEqualTo(1);
    assertThat(eval("array_max", NUMBERS)).isEqualTo(3);
    assertThat(eval("sort_array", NUMBERS)).isEqualTo(Arrays.asList(null, 1, 2, 3));
    assertThat(eval("sort_array", NUMBERS, false)).isEqualTo(Arrays.asList(3, 2, 1, null));
    assertThat(eval("array_distinct", call("array", 1, 2, 1))).isEqualTo(List.of(1, 2));
    assertThat(eval("array_compact", NUMBERS)).isEqualTo(List.of(3, 1, 2));
    assertThat(eval("slice", NUMBERS, -2, 2)).isEqualTo(List.of(1, 2));
    assertThat(eval("array_join", NUMBERS, ",")).isEqualTo("3,1,2");
    assertThat(eval("reverse", call("array", 1, 2))).isEqualTo(List.of(2, 1));
    assertThat(eval("=", call("array", 1, 2), call("array", 1L, 2L))).isEqualTo(true);
    assertThat(refused("size", 1)).contains("expected an array");
  }

  @Test
  void shouldWorkOnStructs() {
    Expr struct = call("named_struct", "a", 1, "b", "x");
    assertThat(value(struct)).isEqualTo(Map.of("a", 1, "b", "x"));
    assertThat(value(new Expr.FieldOf(struct, 1, DataType.STRING))).isEqualTo("x");
    assertThat(value(cast(struct, DataType.STRING))).isEqualTo("{1, x}");
    assertThat(eval("<", struct, call("named_struct", "a", 1, "b", "y"))).isEqualTo(true);
    assertThat(value(cast(call("array", "1", "2"), new DataType.Array(DataType.INT))))
        .isEqualTo(List.of(1, 2));
    assertThat((String) value(cast(call("array", "1", "x"), new DataType.Array(DataType.INT))))
        .startsWith("!'x' is not a int");
    assertThat(value(cast(call("array", 1, null), DataType.STRING))).isEqualTo("[1, null]");
  }
}
