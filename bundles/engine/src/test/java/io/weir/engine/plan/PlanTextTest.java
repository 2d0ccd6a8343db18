package io.weir.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.api.data.DataType;
import io.weir.api.data.Field;
import io.weir.api.data.Schema;
import io.weir.operators.expr.Expr;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlanTextTest {

  private static final Plan SCAN =
      new Plan.SourceScan(
          "s", Schema.of(Field.of("v", DataType.LONG), Field.of("v", DataType.LONG)));

  @Test
  void shouldTellApartWhatPeopleSeeAsOne() {
    assertThat(text(new Expr.ColumnRef(0, "v", DataType.LONG)))
        .isNotEqualTo(text(new Expr.ColumnRef(1, "v", DataType.LONG)));
    assertThat(text(new Expr.Literal(1, DataType.INT)))
        .isNotEqualTo(text(new Expr.Literal(1L, DataType.LONG)));
    assertThat(text(new Expr.Literal("a', 'b", DataType.STRING)))
        .isNotEqualTo(text(new Expr.Literal("a", DataType.STRING)));
    assertThat(text(new Expr.Literal(null, DataType.STRING)))
        .isNotEqualTo(text(new Expr.Literal("null", DataType.STRING)));
  }

  @Test
  void shouldTellLambdasApartByTheirParameters() {
    Expr.Parameter outer = new Expr.Parameter(0, "x", DataType.LONG);
    Expr.Parameter inner = new Expr.Parameter(1, "x", DataType.LONG);
    String nested = text(lambda(lambda(inner, inner), outer));
    assertThat(nested).isNotEqualTo(text(lambda(lambda(outer, inner), outer)));
    assertThat(text(lambda(outer, outer))).isNotEqualTo(text(lambda(outer, outer, inner)));
    assertThat(nested).isEqualTo(text(lambda(lambda(inner, inner), outer)));
  }

  private static Expr lambda(Expr body, Expr.Parameter... parameters) {
    return new Expr.Lambda(List.of(parameters), body);
  }

  @Test
  void shouldGiveEqualPlansOneText() {
    assertThat(text(new Expr.Literal(new byte[] {1, 2}, DataType.BINARY)))
        .isEqualTo(text(new Expr.Literal(new byte[] {1, 2}, DataType.BINARY)))
        .contains("x0102");
  }

  private static String text(Expr expr) {
    return PlanText.of(new Plan.Project(SCAN, List.of(new Plan.NamedExpr("c", expr))));
  }
}
