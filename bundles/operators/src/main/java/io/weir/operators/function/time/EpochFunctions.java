package io.weir.operators.function.time;

import static io.weir.api.data.DataType.DATE;
import static io.weir.api.data.DataType.INT;
import static io.weir.api.data.DataType.LONG;
import static io.weir.api.data.DataType.STRING;
import static io.weir.api.data.DataType.TIMESTAMP;

import io.weir.operators.expr.RowFailure;
import io.weir.operators.function.Library;
import io.weir.operators.function.cast.TimeText;
import java.time.DateTimeException;
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
    FractionalSeconds.add(library);
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
    MakeTimes.register(library);
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
