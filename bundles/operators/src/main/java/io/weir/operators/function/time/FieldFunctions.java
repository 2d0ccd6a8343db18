package io.weir.operators.function.time;

import static io.weir.api.data.DataType.DATE;
import static io.weir.api.data.DataType.INT;
import static io.weir.api.data.DataType.STRING;
import static io.weir.api.data.DataType.TIMESTAMP;

import io.weir.api.data.DataType;
import io.weir.operators.expr.Expr;
import io.weir.operators.expr.Expr.Literal;
import io.weir.operators.expr.RowFailure;
import io.weir.operators.expr.RowKernel;
import io.weir.operators.function.Coercion;
import io.weir.operators.function.FunctionException;
import io.weir.operators.function.Library;
import io.weir.operators.function.ScalarFunction;
import io.weir.operators.function.Signature;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.format.TextStyle;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Locale;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** Parts of dates and times, and their truncation. */
final class FieldFunctions {

  private static final String EXTRACT = "date_part(field, time)";

  private FieldFunctions() {}

  static void register(Library library) {
    ofDate(library, "year(date)", "The year.", LocalDate::getYear);
    ofDate(library, "quarter(date)", "The quarter, 1 to 4.", d -> d.get(IsoFields.QUARTER_OF_YEAR));
    ofDate(library, "month(date)", "The month, 1 to 12.", LocalDate::getMonthValue);
    ofDate(
        library,
        "weekofyear(date)",
        "The ISO week, 1 to 53.",
        d -> d.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
    ofDate(
        library,
        "yearofweek(date)",
        "The year of the ISO week.",
        d -> d.get(IsoFields.WEEK_BASED_YEAR));
    ofDate(library, "day(date)", "The day of the month, 1 to 31.", LocalDate::getDayOfMonth);
    library.alias("dayofmonth", "day");
    ofDate(library, "dayofyear(date)", "The day of the year, 1 to 366.", LocalDate::getDayOfYear);
    ofDate(
        library,
        "dayofweek(date)",
        "1 for Sunday to 7 for Saturday.",
        d -> d.getDayOfWeek().getValue() % 7 + 1);
    ofDate(
        library,
        "weekday(date)",
        "0 for Monday to 6 for Sunday.",
        d -> d.getDayOfWeek().getValue() - 1);
    ofDate(
        library,
        "dayofweek_iso(date)",
        "1 for Monday to 7 for Sunday.",
        d -> d.getDayOfWeek().getValue());
    ofTime(library, "hour(time)", "The hour, 0 to 23.", 3_600_000_000L, 24);
    ofTime(library, "minute(time)", "The minute, 0 to 59.", 60_000_000L, 60);
    ofTime(library, "second(time)", "The second, 0 to 59.", 1_000_000L, 60);
    DataType.Decimal seconds = new DataType.Decimal(8, 6);
    library.rows(
        "second_fraction(time)",
        "The seconds with their fraction.",
        seconds,
        (in, out) ->
            out.putDecimal(BigDecimal.valueOf(Math.floorMod(in.longAt(0), 60_000_000L), 6)),
        TIMESTAMP);
    ofName(
        library,
        "dayname(date)",
        "The short name of the day, in English.",
        d -> d.getDayOfWeek().getDisplayName(TextStyle.SHORT, Locale.US));
    ofName(
        library,
        "monthname(date)",
        "The short name of the month, in English.",
        d -> d.getMonth().getDisplayName(TextStyle.SHORT, Locale.US));
    library.rewrite(
        EXTRACT,
        "A part by its name, as EXTRACT(field FROM time).",
        args -> extract(library, args));
    library.alias("extract", "date_part");
    library.alias("datepart", "date_part");
    truncation(library);
  }

  private static void truncation(Library library) {
    library.rows(
        "date_trunc(unit, time)",
        "The start of the year, quarter, month, week, … .",
        TIMESTAMP,
        (in, out) -> {
          Long start = TimeUnits.truncated(in.text(0), in.longAt(1));
          if (start == null) {
            out.putNull();
          } else {
            out.putLong(start);
          }
        },
        STRING,
        TIMESTAMP);
    library.rows(
        "trunc(date, unit)",
        "The first day of the year, quarter, month or week.",
        DATE,
        (in, out) -> {
          LocalDate date = LocalDate.ofEpochDay(in.intAt(0));
          LocalDate start = firstDay(date, in.text(1));
          if (start == null) {
            out.putNull();
          } else {
            out.putInt((int) start.toEpochDay());
          }
        },
        DATE,
        STRING);
    library.rows(
        "last_day(date)",
        "The last day of the month.",
        DATE,
        (in, out) -> {
          LocalDate date = LocalDate.ofEpochDay(in.intAt(0));
          out.putInt((int) date.withDayOfMonth(date.lengthOfMonth()).toEpochDay());
        },
        DATE);
    library.rows(
        "next_day(date, weekday)",
        "The first day after a date that is such a weekday: MO, MON or MONDAY.",
        DATE,
        (in, out) -> {
          LocalDate date = LocalDate.ofEpochDay(in.intAt(0));
          LocalDate next = date.with(TemporalAdjusters.next(weekday(in.text(1))));
          out.putInt((int) next.toEpochDay());
        },
        DATE,
        STRING);
    library.checked(1, FieldFunctions::weekday, "next_day");
  }

  private static DayOfWeek weekday(String name) {
    String upper = name.toUpperCase(Locale.ROOT);
    for (DayOfWeek day : DayOfWeek.values()) {
      String whole = day.name();
      if (upper.equals(whole)
          || upper.equals(whole.substring(0, 3))
          || upper.equals(whole.substring(0, 2))) {
        return day;
      }
    }
    throw new RowFailure("no weekday '%s'; expected MO, MON or MONDAY".formatted(name));
  }

  private static @Nullable LocalDate firstDay(LocalDate date, String unitName) {
    if (TimeUnits.isQuarter(unitName)) {
      return TimeUnits.quarter(date);
    }
    ChronoUnit unit = TimeUnits.unit(unitName);
    boolean calendar =
        unit == ChronoUnit.YEARS || unit == ChronoUnit.MONTHS || unit == ChronoUnit.WEEKS;
    return unit != null && calendar ? TimeUnits.dateTruncated(unit, date) : null;
  }

  private static void ofDate(
      Library library, String signature, String description, ToIntFunction<LocalDate> field) {
    library.add(
        signature,
        description,
        onDate(signature, INT),
        (call, kernels) ->
            RowKernel.of(
                INT,
                kernels,
                (in, out) -> out.putInt(field.applyAsInt(LocalDate.ofEpochDay(in.intAt(0))))));
  }

  /** A name of a date. */
  @FunctionalInterface
  private interface NameOf {
    String of(LocalDate date);
  }

  private static void ofName(Library library, String signature, String description, NameOf name) {
    library.add(
        signature,
        description,
        onDate(signature, STRING),
        (call, kernels) ->
            RowKernel.of(
                STRING,
                kernels,
                (in, out) -> out.putText(name.of(LocalDate.ofEpochDay(in.intAt(0))))));
  }

  /** A timestamp is taken by its day. */
  private static ScalarFunction.Resolver onDate(String signature, DataType result) {
    Signature typed = new Signature(signature, result, DATE);
    return args ->
        typed.resolve(
            args.size() == 1 && args.get(0).type() == TIMESTAMP
                ? List.of(Coercion.to(args.get(0), DATE))
                : args);
  }

  private static void ofTime(
      Library library, String signature, String description, long unitMicros, int count) {
    library.rows(
        signature,
        description,
        INT,
        (in, out) -> out.putInt(Math.floorMod(Math.floorDiv(in.longAt(0), unitMicros), count)),
        TIMESTAMP);
  }

  private static Expr extract(Library library, List<Expr> arguments) throws FunctionException {
    Signature.checkCount(EXTRACT, arguments, 2, 2);
    if (!(arguments.get(0) instanceof Literal literal && literal.value() instanceof String field)) {
      throw Signature.mismatch(EXTRACT, arguments, 0, "the name of a field");
    }
    String name =
        switch (field.toLowerCase(Locale.ROOT)) {
          case "year", "y", "years", "yr", "yrs" -> "year";
          case "quarter", "qtr" -> "quarter";
          case "month", "mon", "mons", "months" -> "month";
          case "week", "w", "weeks" -> "weekofyear";
          case "yearofweek" -> "yearofweek";
          case "day", "d", "days" -> "day";
          case "dayofweek", "dow" -> "dayofweek";
          case "dayofweek_iso", "dow_iso" -> "dayofweek_iso";
          case "doy" -> "dayofyear";
          case "hour", "h", "hours", "hr", "hrs" -> "hour";
          case "minute", "m", "min", "mins", "minutes" -> "minute";
          case "second", "s", "sec", "seconds", "secs" -> "second_fraction";
          default ->
              throw new FunctionException(
                  EXTRACT
                      + ": no field "
                      + field
                      + "; expected year, quarter, month, week, day,"
                      + " dayofweek, doy, hour, minute or second");
        };
    return library.find(name).resolver().resolve(List.of(arguments.get(1)));
  }
}
