package io.weir.operators.function.time;

import static io.weir.api.data.DataType.DATE;
import static io.weir.api.data.DataType.INT;
import static io.weir.api.data.DataType.LONG;
import static io.weir.api.data.DataType.STRING;
import static io.weir.api.data.DataType.TIMESTAMP;

import io.weir.api.data.DataType;
import io.weir.operators.expr.RowFailure;
import io.weir.operators.function.Library;
import io.weir.operators.function.cast.TimeText;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Times as numbers since the epoch, times made of numbers, and time zones. */
final class EpochFunctions {

  private EpochFunctions() {}

  static void register(Library library) {
    toNumber(library, "unix_seconds(time)", "seconds", 1_000_000L);
    toNumber(library, "unix_millis(time)", "milliseconds", 1_000L);
    toNumber(library, "unix_micros(time)", "microseconds", 1L);
    fromNumber(library, "timestamp_seconds(n)", "seconds", 1_000_000L);
    fromNumber(library, "timestamp_millis(n)", "milliseconds", 1_000L);
    fromNumber(library, "timestamp_micros(n)", "microseconds", 1L);
    library.rows(
        "unix_date(date)",
        "The days since 1970-01-01.",
        INT,
        (in, out) -> out.putInt(in.intAt(0)),
        DATE);
    library.rows(
        "date_from_unix_date(days)",
        "The date so many days after 1970-01-01.",
        DATE,
        (in, out) -> out.putInt(in.intAt(0)),
        INT);
    library.rows(
        "make_date(year, month, day)",
        "A date of its parts.",
        DATE,
        (in, out) -> {
          try {
            LocalDate date = LocalDate.of(in.intAt(0), in.intAt(1), in.intAt(2));
            out.putInt((int) date.toEpochDay());
          } catch (DateTimeException e) {
            throw new RowFailure("make_date: " + e.getMessage());
          }
        },
        INT,
        INT,
        INT);
    DataType seconds = new DataType.Decimal(16, 6);
    library.rows(
        "make_timestamp(year, month, day, hour, minute, second)",
        "A timestamp of its parts.",
        TIMESTAMP,
        (in, out) -> {
          try {
            BigDecimal micros = in.decimal(5).movePointRight(6);
            LocalDateTime minute =
                LocalDateTime.of(in.intAt(0), in.intAt(1), in.intAt(2), in.intAt(3), in.intAt(4));
            if (micros.signum() < 0 || micros.compareTo(BigDecimal.valueOf(60_000_000L)) > 0) {
              throw new DateTimeException("second " + in.decimal(5) + ", expected 0 to 60");
            }
            long rest = micros.setScale(0, RoundingMode.DOWN).longValue();
            out.putLong(Math.addExact(TimeText.micros(minute), rest));
          } catch (DateTimeException | ArithmeticException e) {
            throw new RowFailure("make_timestamp: " + e.getMessage());
          }
        },
        INT,
        INT,
        INT,
        INT,
        INT,
        seconds);
    zone(
        library,
        "from_utc_timestamp(time, zone)",
        "A time of UTC as clocks in a zone show it.",
        true);
    zone(
        library,
        "to_utc_timestamp(time, zone)",
        "What clocks in a zone show as a time of UTC.",
        false);
  }

  private static void toNumber(Library library, String signature, String unit, long micros) {
    library.rows(
        signature,
        "The " + unit + " since the epoch.",
        LONG,
        (in, out) -> out.putLong(Math.floorDiv(in.longAt(0), micros)),
        TIMESTAMP);
  }

  private static void fromNumber(Library library, String signature, String unit, long micros) {
    library.rows(
        signature,
        "The time so many " + unit + " after the epoch.",
        TIMESTAMP,
        (in, out) -> {
          long count = in.longAt(0);
          if (Math.multiplyHigh(count, micros) != (count * micros) >> 63) {
            throw new RowFailure("overflow: the time is out of range");
          }
          out.putLong(count * micros);
        },
        LONG);
  }

  private static void zone(Library library, String signature, String description, boolean fromUtc) {
    library.rows(
        signature,
        description,
        TIMESTAMP,
        (in, out) -> {
          try {
            ZoneId zone = TimeText.zone(in.text(1));
            ZoneId from = fromUtc ? ZoneOffset.UTC : zone;
            ZoneId to = fromUtc ? zone : ZoneOffset.UTC;
            LocalDateTime shown = TimeText.dateTime(in.longAt(0));
            out.putLong(
                TimeText.micros(shown.atZone(from).withZoneSameInstant(to).toLocalDateTime()));
          } catch (DateTimeException | ArithmeticException e) {
            throw new RowFailure("no time zone '%s'".formatted(in.text(1)));
          }
        },
        TIMESTAMP,
        STRING);
    library.checked(1, EpochFunctions::checkZone, signature.substring(0, signature.indexOf('(')));
  }

  private static void checkZone(String name) {
    try {
      TimeText.zone(name);
    } catch (DateTimeException e) {
      throw new RowFailure("no time zone '%s'; expected one such as Europe/Berlin".formatted(name));
    }
  }
}
