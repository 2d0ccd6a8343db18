package io.weir.operators.function;

import static io.weir.operators.function.Scene.call;
import static io.weir.operators.function.Scene.eval;
import static io.weir.operators.function.Scene.nul;
import static io.weir.operators.function.Scene.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.api.data.DataType;
import io.weir.operators.expr.Expr;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CollectionFunctionsTest {

  private static final Expr NUMBERS = call("array", 3, null, 1, 3);
  private static final Expr NONE = nul(new DataType.Array(DataType.INT));

  @Test
  void shouldTakeArraysTogetherAsSets() {
    Expr others = call("array", 1L, 2L, null);
    assertThat(eval("array_union", NUMBERS, others)).isEqualTo(Arrays.asList(3L, null, 1L, 2L));
    assertThat(eval("array_intersect", NUMBERS, others)).isEqualTo(Arrays.asList(null, 1L));
    assertThat(eval("array_except", NUMBERS, others)).isEqualTo(List.of(3L));
    assertThat(eval("array_except", NUMBERS, NONE)).isNull();
    assertThat(eval("arrays_overlap", NUMBERS, others)).isEqualTo(true);
    assertThat(eval("arrays_overlap", NUMBERS, call("array", 7))).isNull();
    assertThat(eval("arrays_overlap", NUMBERS, call("array", 7, null))).isNull();
    assertThat(eval("arrays_overlap", call("array", 3), call("array", 7))).isEqualTo(false);
    assertThat(eval("arrays_overlap", NUMBERS, call("slice", NUMBERS, 9, 1))).isEqualTo(false);
    Expr odd = call("array", Double.NaN, 0.0);
    assertThat(eval("array_except", odd, call("array", Double.NaN, -0.0))).isEqualTo(List.of());
    assertThat(refused("array_union", NUMBERS, 3)).contains("expected an array");
  }

  @Test
  void shouldAddAndRemoveElements() {
    assertThat(eval("array_append", NUMBERS, 9)).isEqualTo(Arrays.asList(3, null, 1, 3, 9));
    assertThat(eval("array_append", call("array", 1), null)).isEqualTo(Arrays.asList(1, null));
    assertThat(eval("array_append", NONE, 9)).isNull();
    assertThat(eval("array_prepend", call("array", 1), 2.5)).isEqualTo(List.of(2.5, 1.0));
    assertThat(eval("array_remove", NUMBERS, 3)).isEqualTo(Arrays.asList(null, 1));
    assertThat(eval("array_remove", NUMBERS, nul(DataType.INT))).isNull();
  }

  @Test
  void shouldMakeArraysOfAValueAndOfArrays() {
    assertThat(eval("array_repeat", "x", 2)).isEqualTo(List.of("x", "x"));
    assertThat(eval("array_repeat", nul(DataType.INT), 2)).isEqualTo(Collections.nCopies(2, null));
    assertThat(eval("array_repeat", "x", -1)).isEqualTo(List.of());
    assertThat(eval("array_repeat", "x", nul(DataType.INT))).isNull();
    assertThat(eval("array_repeat", "x", 1_048_577))
        .isEqualTo("!array_repeat: an array of 1048577 elements, expected at most 1048576");
    assertThat(eval("flatten", call("array", NUMBERS, call("array", 7))))
        .isEqualTo(Arrays.asList(3, null, 1, 3, 7));
    assertThat(eval("flatten", call("array", NUMBERS, NONE))).isNull();
    assertThat(refused("flatten", NUMBERS)).endsWith("expected an array of arrays");
  }

  @Test
  void shouldInsertElements() {
    Expr numbers = call("array", 1, 2, 3);
    assertThat(eval("array_insert", numbers, 2, 9)).isEqualTo(List.of(1, 9, 2, 3));
    assertThat(eval("array_insert", numbers, 4, 9)).isEqualTo(List.of(1, 2, 3, 9));
    assertThat(eval("array_insert", numbers, 6, 9))
        .isEqualTo(Arrays.asList(1, 2, 3, null, null, 9));
    assertThat(eval("array_insert", numbers, -1, 9)).isEqualTo(List.of(1, 2, 3, 9));
    assertThat(eval("array_insert", numbers, -3, 9)).isEqualTo(List.of(1, 9, 2, 3));
    assertThat(eval("array_insert", numbers, -6, 9))
        .isEqualTo(Arrays.asList(9, null, null, 1, 2, 3));
    assertThat(eval("array_insert", numbers, 1, null)).isEqualTo(Arrays.asList(null, 1, 2, 3));
    assertThat(eval("array_insert", NONE, 1, 9)).isNull();
    assertThat(eval("array_insert", numbers, nul(DataType.INT), 9)).isNull();
    assertThat(eval("array_insert", numbers, 0, 9))
        .isEqualTo("!array_insert: position 0, expected 1 or more, or negative");
    assertThat(eval("array_insert", numbers, Integer.MIN_VALUE, 9))
        .isEqualTo("!array_insert: an array of 2147483648 elements, expected at most 1048576");
  }

  @Test
  void shouldZipArrays() {
    Expr zipped = call("arrays_zip", call("array", 1, 2), call("array", "a"));
    assertThat(zipped.type().toString()).isEqualTo("array<struct<0:int,1:string>>");
    assertThat(eval("element_at", zipped, 1)).isEqualTo(Map.of("0", 1, "1", "a"));
    assertThat(eval("try_element_at", zipped, 2)).hasToString("{0=2, 1=null}");
    assertThat(eval("arrays_zip", call("array", 1), NONE)).isNull();
    Expr column = new Expr.ColumnRef(0, "a", new DataType.Array(DataType.INT));
    assertThat(call("arrays_zip", column).type()).hasToString("array<struct<a:int>>");
    assertThat(refused("arrays_zip", column, column)).contains("two arrays are called a");
    assertThat(refused("arrays_zip", column, 5)).endsWith("expected an array");
    assertThat(refused("arrays_zip")).contains("expected 1 or more");
  }
}
