package io.weir.operators.function;

import static io.weir.operators.function.Scene.call;
import static io.weir.operators.function.Scene.eval;
import static io.weir.operators.function.Scene.lit;
import static io.weir.operators.function.Scene.nul;
import static io.weir.operators.function.Scene.refused;
import static io.weir.operators.function.Scene.ts;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.api.data.DataType;
import io.weir.operators.expr.Expr;
import io.weir.operators.function.nested.SequenceFunction;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class SequenceFunctionTest {

  private static final long HOUR = 3_600_000_000L;

  private static Expr interval(long months, long micros) {
    return new Expr.Call(
        "named_struct", List.of(lit(months), lit(micros)), SequenceFunction.INTERVAL);
  }

  private static LocalDate day(String text) {
    return LocalDate.parse(text);
  }

  @Test
  void shouldCountUpAndDown() {
    assertThat(eval("sequence", 1, 10, 3)).isEqualTo(List.of(1, 4, 7, 10));
    assertThat(eval("sequence", 10, 1, -4)).isEqualTo(List.of(10, 6, 2));
    assertThat(eval("sequence", 3, 1)).isEqualTo(List.of(3, 2, 1));
    assertThat(eval("sequence", 5, 5, 0)).isEqualTo(List.of(5));
    assertThat(eval("sequence", 1, 3L)).isEqualTo(List.of(1L, 2L, 3L));
    assertThat(eval("sequence", Long.MAX_VALUE - 1, Long.MAX_VALUE))
        .isEqualTo(List.of(Long.MAX_VALUE - 1, Long.MAX_VALUE));
    assertThat(eval("sequence", 1, nul(DataType.INT))).isNull();
    assertThat(eval("sequence", 1, 5, -1))
        .isEqualTo("!sequence: 1 to 5 by -1, expected a step towards the end");
    assertThat((String) eval("sequence", 1, 5, 0)).endsWith("expected a step towards the end");
    assertThat((String) eval("sequence", Long.MIN_VALUE, Long.MAX_VALUE))
        .endsWith("expected at most 1048576");
    assertThat(eval("size", call("sequence", 1, 1 << 20))).isEqualTo(1 << 20);
    assertThat((String) eval("sequence", 0, 1 << 20)).endsWith("expected at most 1048576");
    assertThat(refused("sequence", 1.5, 3)).contains("is double, expected an int, a long");
  }

  @Test
  void shouldGoThroughDates() {
    assertThat(eval("sequence", day("2026-02-01"), day("2026-01-30")))
        .isEqualTo(List.of(day("2026-02-01"), day("2026-01-31"), day("2026-01-30")));
    assertThat(eval("sequence", day("2026-01-31"), day("2026-03-31"), interval(1, 0)))
        .isEqualTo(List.of(day("2026-01-31"), day("2026-02-28"), day("2026-03-31")));
    assertThat(eval("sequence", day("1969-12-30"), day("1970-01-02"), interval(0, 36 * HOUR)))
        .isEqualTo(List.of(day("1969-12-30"), day("1969-12-31"), day("1970-01-02")));
    assertThat((String) eval("sequence", day("2026-01-31"), day("2026-03-31"), interval(0, HOUR)))
        .isEqualTo("!sequence: a step of dates of 3600000000 us, expected a day");
    assertThat((String) eval("sequence", day("2026-01-31"), day("2026-01-01"), interval(1, 0)))
        .endsWith("by 1 months and 0 us, expected a step towards the end");
    assertThat(refused("sequence", day("2026-01-31"), day("2026-03-31"), 1))
        .endsWith("expected an INTERVAL");
  }

  @Test
  void shouldGoThroughTimes() {
    assertThat(
            eval(
                "sequence",
                ts("2026-01-01T02:00:00Z"),
                ts("2026-01-01T00:30:00Z"),
                interval(0, -HOUR)))
        .isEqualTo(List.of(ts("2026-01-01T02:00:00Z"), ts("2026-01-01T01:00:00Z")));
    assertThat(eval("sequence", ts("2026-01-01T00:00:00Z"), day("2026-01-02")))
        .isEqualTo(List.of(ts("2026-01-01T00:00:00Z"), ts("2026-01-02T00:00:00Z")));
    assertThat(
            eval(
                "sequence", ts("2026-01-01T00:00:00Z"), ts("2026-01-01T00:00:00Z"), interval(0, 0)))
        .isEqualTo(List.of(ts("2026-01-01T00:00:00Z")));
    assertThat(
            (String)
                eval(
                    "sequence",
                    ts("2026-01-01T00:00:00Z"),
                    ts("2026-01-02T00:00:00Z"),
                    interval(0, 1)))
        .endsWith("expected at most 1048576");
  }
}
