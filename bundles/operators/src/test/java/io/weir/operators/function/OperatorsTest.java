package io.weir.operators.function;

import static io.weir.operators.function.Scene.call;
import static io.weir.operators.function.Scene.cast;
import static io.weir.operators.function.Scene.dec;
import static io.weir.operators.function.Scene.eval;
import static io.weir.operators.function.Scene.lit;
import static io.weir.operators.function.Scene.nul;
import static io.weir.operators.function.Scene.refused;
import static io.weir.operators.function.Scene.ts;
import static io.weir.operators.function.Scene.value;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.api.data.DataType;
import io.weir.api.data.DataType.Decimal;
import java.math.BigDecimal;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class OperatorsTest {

  @Test
  void shouldAddAndFailOnOverflow() {
    assertThat(eval("+", 1, 2)).isEqualTo(3);
    assertThat(eval("+", 1, 2L)).isEqualTo(3L);
    assertThat(eval("+", 1, 2.5)).isEqualTo(3.5);
    assertThat(eval("+", 1, 2f)).isEqualTo(3.0);
    assertThat(eval("+", 1.5f, 2f)).isEqualTo(3.5f);
    assertThat(eval("+", Integer.MAX_VALUE, 1))
        .isEqualTo("!overflow: 2147483647 + 1 does not fit int");
    assertThat((String) eval("+", Long.MAX_VALUE, 1)).startsWith("!overflow");
    assertThat((String) eval("-", Long.MIN_VALUE, 1)).startsWith("!overflow");
    assertThat((String) eval("*", Long.MAX_VALUE, 2)).startsWith("!overflow");
    assertThat((String) eval("*", Integer.MAX_VALUE, 2)).startsWith("!overflow");
    assertThat(eval("*", Long.MIN_VALUE, 1)).isEqualTo(Long.MIN_VALUE);
    assertThat((String) eval("*", Long.MIN_VALUE, -1L)).startsWith("!overflow");
    assertThat(eval("+", 1, nul(DataType.INT))).isNull();
    assertThat(eval("+", 1, null)).isNull();
    assertThat(eval("try_add", Integer.MAX_VALUE, 1)).isNull();
    assertThat(eval("-", 3)).isEqualTo(-3);
    assertThat((String) eval("-", Integer.MIN_VALUE)).startsWith("!overflow");
  }

  @Test
  void shouldDivideAsSpark() {
    assertThat(eval("/", 5, 2)).isEqualTo(2.5);
    assertThat(eval("/", 5L, 0)).isEqualTo("!division by zero; use try_divide to get null instead");
    assertThat((String) eval("/", 5.0, 0.0)).startsWith("!division by zero");
    assertThat(eval("try_divide", 5, 0)).isNull();
    assertThat(eval("div", 7, -2)).isEqualTo(-3L);
    assertThat((String) eval("div", Long.MIN_VALUE, -1L)).startsWith("!overflow");
    assertThat(eval("%", -7, 3)).isEqualTo(-1);
    assertThat(eval("pmod", -7, 3)).isEqualTo(2);
    assertThat(eval("%", Integer.MIN_VALUE, -1)).isEqualTo(0);
    assertThat((String) eval("%", 1, 0)).startsWith("!division by zero");
    assertThat(eval("mod", 5.5, 2.0)).isEqualTo(1.5);
  }

  @Test
  void shouldPromoteTextInArithmetic() {
    assertThat(eval("+", "1", 2)).isEqualTo(3L);
    assertThat(eval("+", "1.5", 2.0)).isEqualTo(3.5);
    assertThat(eval("+", "1", "2")).isEqualTo(3.0);
    assertThat((String) eval("+", "1.5", 2)).startsWith("!'1.5' is not a long");
    assertThat(eval("*", "2", dec("1.5"))).isEqualTo(3.0);
  }

  @Test
  void shouldKeepSparksDecimalTypes() {
    assertThat(call("+", typed("1.50", 5, 2), typed("2.5", 4, 1)).type())
        .isEqualTo(new Decimal(6, 2));
    assertThat(call("*", typed("1.50", 5, 2), typed("2.5", 4, 1)).type())
        .isEqualTo(new Decimal(10, 3));
    assertThat(call("/", typed("1.50", 5, 2), typed("2.5", 4, 1)).type())
        .isEqualTo(new Decimal(11, 7));
    assertThat(call("%", typed("1.50", 5, 2), typed("2.5", 4, 1)).type())
        .isEqualTo(new Decimal(5, 2));
    assertThat(call("*", typed("1", 38, 18), lit(2)).type()).isEqualTo(new Decimal(38, 16));
    assertThat(call("/", typed("1", 38, 10), typed("1", 38, 10)).type())
        .isEqualTo(new Decimal(38, 6));
    assertThat(call("+", typed("1", 5, 2), nul(DataType.LONG)).type())
        .isEqualTo(new Decimal(23, 2));
    assertThat(call("+", typed("1", 5, 2), lit(1.0)).type()).isEqualTo(DataType.DOUBLE);
    assertThat(eval("/", dec("1.0"), dec("3.0"))).isEqualTo(dec("0.333333"));
    assertThat(eval("div", dec("7.5"), dec("2"))).isEqualTo(3L);
    assertThat((String) eval("/", dec("1.0"), dec("0.0"))).startsWith("!division by zero");
    BigDecimal huge = new BigDecimal("9".repeat(38));
    assertThat((String) eval("+", huge, huge)).startsWith("!overflow");
  }

  private static io.weir.operators.expr.Expr typed(String number, int precision, int scale) {
    return new io.weir.operators.expr.Expr.Literal(
        new BigDecimal(number).setScale(scale), new Decimal(precision, scale));
  }

  @Test
  void shouldCompareMixedTypes() {
    assertThat(eval("=", 1, 1L)).isEqualTo(true);
    assertThat(eval("<", 1, 1.5)).isEqualTo(true);
    assertThat(eval("=", "1", 1)).isEqualTo(true);
    assertThat((String) eval("=", "x", 1)).startsWith("!'x' is not a long");
    assertThat(eval("=", "1.0", 1.0)).isEqualTo(true);
    assertThat(eval("=", "2026-01-01", LocalDate.of(2026, 1, 1))).isEqualTo(true);
    assertThat(eval("<", "2026-01-01", ts("2026-01-01T00:00:01Z"))).isEqualTo(true);
    assertThat(eval("=", LocalDate.of(2026, 1, 1), ts("2026-01-01T00:00:00Z"))).isEqualTo(true);
    assertThat(eval("=", "true", true)).isEqualTo(true);
    assertThat(eval("<>", 1, null)).isNull();
    assertThat(eval("=", dec("1.50"), dec("1.5"))).isEqualTo(true);
    assertThat(refused("<", 1, true)).contains("no common type");
  }

  @Test
  void shouldCompareIntegersWithDecimalConstants() {
    for (int i = -3; i <= 3; i++) {
      for (String number :
          new String[] {"-1.5", "-1.0", "0.0", "0.5", "1.5", "2", "99999999999999999999"}) {
        for (String operator : new String[] {"=", "<>", "<", "<=", ">", ">="}) {
          int order = BigDecimal.valueOf(i).compareTo(dec(number));
          boolean expected =
              switch (operator) {
                case "=" -> order == 0;
                case "<>" -> order != 0;
                case "<" -> order < 0;
                case "<=" -> order <= 0;
                case ">" -> order > 0;
                default -> order >= 0;
              };
          assertThat(eval(operator, i, dec(number)))
              .as("%d %s %s", i, operator, number)
              .isEqualTo(expected);
          String mirrored = operator.replace('<', '#').replace('>', '<').replace('#', '>');
          assertThat(eval(mirrored.equals("><") ? "<>" : mirrored, dec(number), i))
              .as("%s %s %d", number, mirrored, i)
              .isEqualTo(expected);
        }
      }
    }
  }

  @Test
  void shouldOrderDoublesAsSpark() {
    assertThat(eval("=", Double.NaN, Double.NaN)).isEqualTo(true);
    assertThat(eval("<>", Double.NaN, Double.NaN)).isEqualTo(false);
    assertThat(eval(">", Double.NaN, Double.POSITIVE_INFINITY)).isEqualTo(true);
    assertThat(eval("<", Double.NaN, 1.0)).isEqualTo(false);
    assertThat(eval("<=", Double.NaN, Double.NaN)).isEqualTo(true);
    assertThat(eval("=", -0.0, 0.0)).isEqualTo(true);
    assertThat(eval("=", Float.NaN, Float.NaN)).isEqualTo(true);
    assertThat(eval("in", Double.NaN, 1.0, Double.NaN)).isEqualTo(true);
  }

  @Test
  void shouldOrderTextsByBytes() {
    assertThat(eval("<", "a", "B")).isEqualTo(false);
    assertThat(eval("<", "a", "ab")).isEqualTo(true);
    // U+FF61 is before U+10000 in UTF-8, after it in UTF-16.
    assertThat(eval("<", "\uFF61", "\uD800\uDC00")).isEqualTo(true);
  }

  @Test
  void shouldKnowThreeValues() {
    Object[] values = {true, false, nul(DataType.BOOLEAN)};
    Object[] and = {true, false, null, false, false, false, null, false, null};
    Object[] or = {true, true, true, true, false, null, true, null, null};
    for (int i = 0; i < 9; i++) {
      assertThat(eval("and", values[i / 3], values[i % 3])).as("and %d", i).isEqualTo(and[i]);
      assertThat(eval("or", values[i / 3], values[i % 3])).as("or %d", i).isEqualTo(or[i]);
    }
    assertThat(eval("not", nul(DataType.BOOLEAN))).isNull();
    assertThat(eval("in", 1, 2, null)).isNull();
    assertThat(eval("in", 2, 2, null)).isEqualTo(true);
    assertThat(eval("in", null, 2)).isNull();
    assertThat(eval("in", "b", "a", "b")).isEqualTo(true);
    assertThat(eval("in", 3L, 1, 2)).isEqualTo(false);
    assertThat(eval("<=>", nul(DataType.INT), nul(DataType.INT))).isEqualTo(true);
    assertThat(eval("<=>", 1, nul(DataType.INT))).isEqualTo(false);
    assertThat(eval("between", 2, 1, 3)).isEqualTo(true);
    assertThat(eval("isnull", nul(DataType.INT))).isEqualTo(true);
    assertThat(eval("isnotnull", 1)).isEqualTo(true);
  }

  @Test
  void shouldChoose() {
    assertThat(eval("coalesce", null, 1, 2L)).isEqualTo(1L);
    assertThat(eval("nvl", nul(DataType.STRING), "x")).isEqualTo("x");
    assertThat(eval("nvl2", nul(DataType.STRING), 1, 2)).isEqualTo(2);
    assertThat(eval("if", true, 1, 2.5)).isEqualTo(1.0);
    assertThat(eval("nullif", 1, 1)).isNull();
    assertThat(eval("nullif", 1, 2L)).isEqualTo(1);
    assertThat(eval("greatest", 1, 3L, null)).isEqualTo(3L);
    assertThat(eval("least", 2.5, 1)).isEqualTo(1.0);
    assertThat(eval("greatest", Double.NaN, 1.0)).isEqualTo(Double.NaN);
    assertThat(eval("least", nul(DataType.INT), nul(DataType.INT))).isNull();
  }

  @Test
  void shouldStopWhenDecided() {
    assertThat(eval("and", false, call("=", call("/", 1, 0), 1))).isEqualTo(false);
    assertThat(eval("or", true, call("=", call("/", 1, 0), 1))).isEqualTo(true);
    assertThat((String) eval("and", true, call("=", call("/", 1, 0), 1))).startsWith("!division");
    assertThat(eval("if", false, call("/", 1, 0), 2.0)).isEqualTo(2.0);
    assertThat(eval("coalesce", 1.0, call("/", 1, 0))).isEqualTo(1.0);
    assertThat((String) eval("if", call("=", call("%", 1, 0), 1), 1, 2)).startsWith("!division");
  }

  @Test
  void shouldCastNumbers() {
    assertThat(value(cast(3.9, DataType.INT))).isEqualTo(3);
    assertThat(value(cast(-3.9, DataType.INT))).isEqualTo(-3);
    assertThat((String) value(cast(3e9, DataType.INT))).startsWith("!overflow");
    assertThat((String) value(cast(Double.NaN, DataType.LONG))).startsWith("!overflow");
    assertThat(value(cast(3e9, DataType.INT, true))).isNull();
    assertThat(value(cast(0x1p62, DataType.LONG))).isEqualTo(1L << 62);
    assertThat((String) value(cast(0x1p63, DataType.LONG))).startsWith("!overflow");
    assertThat(value(cast(dec("2.99"), DataType.INT))).isEqualTo(2);
    assertThat(value(cast(1.005, new Decimal(5, 2)))).isEqualTo(dec("1.01"));
    assertThat((String) value(cast(12345, new Decimal(5, 2)))).startsWith("!overflow");
    assertThat(value(cast(true, DataType.INT))).isEqualTo(1);
    assertThat(value(cast(0.0, DataType.BOOLEAN))).isEqualTo(false);
    assertThat(value(cast(1.5f, DataType.DOUBLE))).isEqualTo(1.5);
    assertThat(value(cast(1, DataType.TIMESTAMP))).isEqualTo(ts("1970-01-01T00:00:01Z"));
    assertThat(value(cast(ts("1969-12-31T23:59:59.500Z"), DataType.LONG))).isEqualTo(-1L);
    assertThat(value(cast(ts("1970-01-01T00:00:01.5Z"), DataType.DOUBLE))).isEqualTo(1.5);
  }

  @Test
  void shouldCastTexts() {
    assertThat(value(cast(" 12 ", DataType.INT))).isEqualTo(12);
    assertThat(value(cast("+12", DataType.LONG))).isEqualTo(12L);
    assertThat((String) value(cast("1.5", DataType.INT))).startsWith("!'1.5' is not a int");
    assertThat((String) value(cast("", DataType.INT))).startsWith("!'' is not a int");
    assertThat(value(cast("x", DataType.INT, true))).isNull();
    assertThat(value(cast("1e3", DataType.DOUBLE))).isEqualTo(1000.0);
    assertThat(value(cast("-inf", DataType.DOUBLE))).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(value(cast("nan", DataType.FLOAT))).isEqualTo(Float.NaN);
    assertThat(value(cast("1.005", new Decimal(5, 2)))).isEqualTo(dec("1.01"));
    assertThat((String) value(cast("1e999999999", new Decimal(5, 2)))).startsWith("!");
    assertThat(value(cast("Yes", DataType.BOOLEAN))).isEqualTo(true);
    assertThat((String) value(cast("on", DataType.BOOLEAN))).startsWith("!");
    assertThat(value(cast("2026-1-2", DataType.DATE))).isEqualTo(LocalDate.of(2026, 1, 2));
    assertThat((String) value(cast("2026-02-30", DataType.DATE))).startsWith("!");
    assertThat(value(cast("2026-01-02 03:04:05.123456", DataType.TIMESTAMP)))
        .isEqualTo(ts("2026-01-02T03:04:05.123456Z"));
    assertThat(value(cast("2026-01-02T03:04:05+01:00", DataType.TIMESTAMP)))
        .isEqualTo(ts("2026-01-02T02:04:05Z"));
    assertThat(value(cast("2026-01-02T03:04:05 Europe/Berlin", DataType.TIMESTAMP)))
        .isEqualTo(ts("2026-01-02T02:04:05Z"));
    assertThat(value(cast("2026", DataType.TIMESTAMP))).isEqualTo(ts("2026-01-01T00:00:00Z"));
    assertThat((String) value(cast("soon", DataType.TIMESTAMP))).startsWith("!'soon'");
  }

  @Test
  void shouldCastToText() {
    assertThat(value(cast(1.0, DataType.STRING))).isEqualTo("1.0");
    assertThat(value(cast(1e10, DataType.STRING))).isEqualTo("1.0E10");
    assertThat(value(cast(2e-3, DataType.STRING))).isEqualTo("0.002");
    assertThat(value(cast(Double.parseDouble("1e23"), DataType.STRING))).isEqualTo("1.0E23");
    assertThat(value(cast(Double.MIN_VALUE, DataType.STRING))).isEqualTo("4.9E-324");
    assertThat(value(cast(0.1f, DataType.STRING))).isEqualTo("0.1");
    assertThat(value(cast(true, DataType.STRING))).isEqualTo("true");
    assertThat(value(cast(dec("1E-10"), DataType.STRING))).isEqualTo("0.0000000001");
    assertThat(value(cast(ts("2026-01-02T03:04:05.120Z"), DataType.STRING)))
        .isEqualTo("2026-01-02 03:04:05.12");
    assertThat(value(cast(LocalDate.of(2026, 1, 2), DataType.STRING))).isEqualTo("2026-01-02");
    assertThat(value(cast(ts("1969-12-31T23:59:59.999999Z"), DataType.DATE)))
        .isEqualTo(LocalDate.of(1969, 12, 31));
    assertThat(value(cast("é".getBytes(java.nio.charset.StandardCharsets.UTF_8), DataType.STRING)))
        .isEqualTo("é");
  }

  @Test
  void shouldRefuseWhatSparkRefuses() {
    assertThat(refused("+", true, 1)).contains("expected a number");
    assertThat(refused("summ", 1)).contains("did you mean sum?");
    assertThat(refused("coalesce", 1, true)).contains("no common type");
    assertThat(refused("nvl", 1)).contains("1 arguments, expected 2");
    assertThat(refused("and", 1, true)).contains("expected boolean");
    assertThat(refused("sum", 1)).contains("is an aggregate");
    assertThat(refused("div", 1.5, 1)).contains("expected an integer");
  }

  @Test
  void shouldResolveAggregates() throws FunctionException {
    Functions functions = Functions.builtin();
    java.util.List<io.weir.operators.expr.Expr> one = java.util.List.of(lit(1));
    assertThat(functions.aggregate("COUNT", java.util.List.of(), false, null).type())
        .isEqualTo(DataType.LONG);
    AggregateCall sum = functions.aggregate("sum", one, false, null);
    assertThat(sum.type()).isEqualTo(DataType.LONG);
    assertThat(sum.arguments().get(0).type()).isEqualTo(DataType.LONG);
    assertThat(functions.aggregate("mean", one, false, null).name()).isEqualTo("avg");
    assertThat(functions.aggregate("avg", one, false, null).type()).isEqualTo(DataType.DOUBLE);
    java.util.List<io.weir.operators.expr.Expr> money = java.util.List.of(nul(new Decimal(10, 2)));
    assertThat(functions.aggregate("sum", money, false, null).type()).isEqualTo(new Decimal(20, 2));
    assertThat(functions.aggregate("avg", money, false, null).type()).isEqualTo(new Decimal(14, 6));
    assertThat(functions.aggregate("max", one, false, null).type()).isEqualTo(DataType.INT);
    assertThat(functions.isAggregate("Sum")).isTrue();
    assertThat(functions.isAggregate("upper")).isFalse();
  }
}
