package io.weir.operators.function.lambda;

import static io.weir.operators.function.Scene.call;
import static io.weir.operators.function.Scene.eval;
import static io.weir.operators.function.Scene.lit;
import static io.weir.operators.function.Scene.nul;
import static io.weir.operators.function.Scene.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.api.data.DataType;
import io.weir.api.data.DataType.Array;
import io.weir.operators.expr.Expr;
import io.weir.operators.expr.Expr.Case;
import io.weir.operators.expr.Expr.Lambda;
import io.weir.operators.expr.Expr.Parameter;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class LambdaFunctionsTest {

  private static final Expr NUMBERS = call("array", 3, null, 1);
  private static final Expr NONE = nul(new Array(DataType.INT));
  private static final Parameter X = new Parameter(0, "x", DataType.INT);
  private static final Parameter Y = new Parameter(1, "y", DataType.INT);

  private static Lambda lambda(Expr body, Parameter... parameters) {
    return new Lambda(List.of(parameters), body);
  }

  private static Lambda of(Expr body) {
    return lambda(body, X);
  }

  @Test
  void shouldMakeArraysOfWhatTheLambdaGives() {
    assertThat(eval("transform", NUMBERS, of(call("+", X, 1))))
        .isEqualTo(Arrays.asList(4, null, 2));
    assertThat(eval("transform", NUMBERS, lambda(Y, X, Y))).isEqualTo(List.of(0, 1, 2));
    assertThat(eval("transform", NONE, of(X))).isNull();
    assertThat(eval("transform", call("array", "a", "b"), of(lit(7)))).isEqualTo(List.of(7, 7));
    assertThat(eval("zip_with", NUMBERS, call("array", 10), lambda(call("<=>", X, Y), X, Y)))
        .isEqualTo(List.of(false, true, false));
    assertThat(eval("zip_with", NUMBERS, NONE, lambda(X, X, Y))).isNull();
  }

  @Test
  void shouldKeepElementsForWhichTheConditionIsTrue() {
    assertThat(eval("filter", NUMBERS, of(call(">", X, 1)))).isEqualTo(List.of(3));
    assertThat(eval("filter", NUMBERS, lambda(call(">", Y, 0), X, Y)))
        .isEqualTo(Arrays.asList(null, 1));
    assertThat(eval("filter", NUMBERS, of(lit(null)))).isEqualTo(List.of());
    assertThat(eval("filter", NONE, of(call(">", X, 1)))).isNull();
  }

  @Test
  void shouldQuantifyInThreeValuedLogic() {
    assertThat(eval("exists", NUMBERS, of(call(">", X, 2)))).isEqualTo(true);
    assertThat(eval("exists", NUMBERS, of(call(">", X, 5)))).isNull();
    assertThat(eval("exists", call("array", 1), of(call(">", X, 5)))).isEqualTo(false);
    assertThat(eval("forall", NUMBERS, of(call(">", X, 2)))).isEqualTo(false);
    assertThat(eval("forall", NUMBERS, of(call(">", X, 0)))).isNull();
    assertThat(eval("forall", call("array", 1), of(call(">", X, 0)))).isEqualTo(true);
    assertThat(eval("exists", NONE, of(call(">", X, 0)))).isNull();
  }

  @Test
  void shouldFailOnlyByElementsThatAreLookedAt() {
    Expr inverse = call(">", call("/", 1, X), 0.9);
    assertThat(eval("exists", call("array", 1, 0), of(inverse))).isEqualTo(true);
    assertThat((String) eval("exists", call("array", 2, 0), of(inverse))).startsWith("!");
    assertThat(eval("forall", call("array", 2, 0), of(inverse))).isEqualTo(false);
    assertThat((String) eval("transform", call("array", 2, 0), of(call("/", 1, X))))
        .startsWith("!");
    Expr guarded =
        new Case(
            List.of(new Expr.Branch(call("<>", X, 0), call("/", 1, X))), null, DataType.DOUBLE);
    assertThat(eval("transform", call("array", 2, 0), of(guarded)))
        .isEqualTo(Arrays.asList(0.5, null));
  }

  @Test
  void shouldMergeOneElementAfterAnother() {
    Expr sum = call("+", X, Y);
    Expr known = call("filter", NUMBERS, of(call("isnotnull", X)));
    assertThat(eval("aggregate", known, 10, lambda(sum, X, Y))).isEqualTo(14);
    assertThat(eval("aggregate", NUMBERS, 10, lambda(sum, X, Y))).isNull();
    assertThat(eval("reduce", known, 10, lambda(sum, X, Y), of(call("/", X, 4)))).isEqualTo(3.5);
    assertThat(eval("aggregate", NONE, 10, lambda(sum, X, Y), of(lit(1)))).isNull();
    assertThat((String) eval("aggregate", known, Integer.MAX_VALUE, lambda(sum, X, Y)))
        .startsWith("!");
  }

  @Test
  void shouldSortByAComparator() {
    Expr many = call("array", 5, 3, 9, 1, 3, 7, 2);
    assertThat(eval("array_sort", many)).isEqualTo(List.of(1, 2, 3, 3, 5, 7, 9));
    assertThat(eval("array_sort", NUMBERS)).isEqualTo(Arrays.asList(1, 3, null));
    assertThat(eval("array_sort", many, lambda(call("-", Y, X), X, Y)))
        .isEqualTo(List.of(9, 7, 5, 3, 3, 2, 1));
    assertThat(eval("array_sort", many, lambda(lit(0), X, Y)))
        .isEqualTo(List.of(5, 3, 9, 1, 3, 7, 2));
    assertThat(eval("array_sort", NUMBERS, lambda(call("-", X, Y), X, Y)))
        .isEqualTo("!array_sort: the comparator gave null, expected an int");
  }

  @Test
  void shouldNestAndShadow() {
    Expr inner = call("transform", call("array", 10, 20), lambda(call("+", X, Y), Y));
    assertThat(eval("transform", call("array", 1, 2), of(inner)))
        .isEqualTo(List.of(List.of(11, 21), List.of(12, 22)));
    Expr shadow = call("transform", call("array", 10, 20), of(X));
    assertThat(eval("transform", call("array", 1, 2), of(shadow)))
        .isEqualTo(List.of(List.of(10, 20), List.of(10, 20)));
  }

  @Test
  void shouldRefuseLambdasThatDoNotFit() {
    assertThat(refused("filter", NUMBERS, of(X)))
        .endsWith("the lambda gives x, which is int, expected boolean");
    assertThat(refused("aggregate", NUMBERS, 1L, lambda(X, X, Y)))
        .endsWith("which is int, and the start is long; cast one to the other's type");
    assertThat(refused("transform", NUMBERS, 3)).endsWith("is int, expected a lambda");
    assertThat(refused("array_sort", NUMBERS, lambda(call("+", X, 1L), X, Y)))
        .endsWith("which is long, expected int");
  }
}
