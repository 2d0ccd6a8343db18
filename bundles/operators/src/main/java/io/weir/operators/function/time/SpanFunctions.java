package io.weir.operators.function.time;

import static io.weir.api.data.DataType.BOOLEAN;
import static io.weir.api.data.DataType.DATE;
import static io.weir.api.data.DataType.DOUBLE;
import static io.weir.api.data.DataType.INT;
import static io.weir.api.data.DataType.LONG;
import static io.weir.api.data.DataType.STRING;
import static io.weir.api.data.DataType.TIMESTAMP;

import io.weir.operators.expr.Expr;
import io.weir.operators.expr.RowFailure;
import io.weir.operators.expr.RowFunction;
import io.weir.operators.function.Library;
import io.weir.operators.function.Signature;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Spans between times, and times moved by spans. Intervals are longs of microseconds. */
final class SpanFunctions {

  private SpanFunctions() {}

  static void register(Library library) {
    library.rows(
        "timestamp_add(time, micros)",
        "time + INTERVAL.",
        TIMESTAMP,
        overflowing((in, out) -> out.putLong(Math.addExact(in.longAt(0), in.longAt(1)))),
        TIMESTAMP,
        LONG);
    library.rows(
        "timestamp_sub(time, micros)",
        "time - INTERVAL.",
        TIMESTAMP,
        overflowing((in, out) -> out.putLong(Math.subtractExact(in.longAt(0), in.longAt(1)))),
        TIMESTAMP,
        LONG);
    library.rows(
        "timestamp_diff(later, earlier)",
        "later - earlier, in microseconds.",
        LONG,
        overflowing((in, out) -> out.putLong(Math.subtractExact(in.longAt(0), in.longAt(1)))),
        TIMESTAMP,
        TIMESTAMP);
    library.rows(
        "date_add(date, days)",
        "The date some days later.",
        DATE,
        overflowing((in, out) -> out.putInt(Math.addExact(in.intAt(0), in.intAt(1)))),
        DATE,
        INT);
    library.alias("dateadd", "date_add");
    library.rows(
        "date_sub(date, days)",
        "The date some days earlier.",
        DATE,
        overflowing((in, out) -> out.putInt(Math.subtractExact(in.intAt(0), in.intAt(1)))),
        DATE,
        INT);
    library.rows(
        "datediff(later, earlier)",
        "The days from one date to another.",
        INT,
        overflowing((in, out) -> out.putInt(Math.subtractExact(in.intAt(0), in.intAt(1)))),
        DATE,
        DATE);
    library.alias("date_diff", "datediff");
    library.overload("datediff", days());
    library.rows(
        "add_months(date, months)",
        "The date some months later.",
        DATE,
        overflowing(
            (in, out) ->
                out.putInt(
                    Math.toIntExact(
                        LocalDate.ofEpochDay(in.intAt(0)).plusMonths(in.intAt(1)).toEpochDay()))),
        DATE,
        INT);
    library.rows(
        "timestampadd(unit, n, time)",
        "The time some units later.",
        TIMESTAMP,
        overflowing(
            (in, out) -> {
              boolean quarters = TimeUnits.isQuarter(in.text(0));
              ChronoUnit unit = quarters ? ChronoUnit.MONTHS : unit(in.text(0));
              long amount = quarters ? Math.multiplyExact(in.longAt(1), 3L) : in.longAt(1);
              out.putLong(TimeUnits.plus(in.longAt(2), amount, unit));
            }),
        STRING,
        LONG,
        TIMESTAMP);
    library.rows(
        "timestampdiff(unit, start, end)",
        "The whole units from start to end.",
        LONG,
        overflowing(
            (in, out) -> {
              boolean quarters = TimeUnits.isQuarter(in.text(0));
              ChronoUnit unit = quarters ? ChronoUnit.MONTHS : unit(in.text(0));
              long count = TimeUnits.between(in.longAt(1), in.longAt(2), unit);
              out.putLong(quarters ? count / 3 : count);
            }),
        STRING,
        TIMESTAMP,
        TIMESTAMP);
    library.rows(
        "months_between(later, earlier[, rounded])",
        "The months between two times, whole if the day is the same; to 8 digits unless rounded is"
            + " false.",
        DOUBLE,
        (in, out) -> {
          boolean rounded = in.size() < 3 || in.booleanAt(2);
          out.putDouble(Months.between(in.longAt(0), in.longAt(1), rounded));
        },
        TIMESTAMP,
        TIMESTAMP,
        BOOLEAN);
  }

  /** Timestamps are taken by their days. */
  private static io.weir.operators.function.ScalarFunction.Resolver days() {
    Signature typed = new Signature("datediff(later, earlier)", INT, DATE, DATE);
    return args -> {
      List<Expr> dates =
          args.stream()
              .map(a -> a.type() == TIMESTAMP ? io.weir.operators.function.Coercion.to(a, DATE) : a)
              .toList();
      return typed.resolve(dates);
    };
  }

  private static ChronoUnit unit(String name) {
    ChronoUnit unit = TimeUnits.unit(name);
    if (unit == null) {
      throw new RowFailure(
          "no unit '%s'; expected year, quarter, month, week, day, hour, minute, second,"
                  .formatted(name)
              + " millisecond or microsecond");
    }
    return unit;
  }

  private static RowFunction overflowing(RowFunction function) {
    return (in, out) -> {
      try {
        function.apply(in, out);
      } catch (ArithmeticException | DateTimeException e) {
        throw new RowFailure("overflow: the time is out of range");
      }
    };
  }
}
