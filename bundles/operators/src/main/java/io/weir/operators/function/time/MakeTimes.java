package io.weir.operators.function.time;

import static io.weir.api.data.DataType.DATE;
import static io.weir.api.data.DataType.INT;
import static io.weir.api.data.DataType.STRING;
import static io.weir.api.data.DataType.TIMESTAMP;

import io.weir.api.data.DataType;
import io.weir.operators.expr.ColumnWriter;
import io.weir.operators.expr.Row;
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

/** Dates and timestamps made of their parts. */
final class MakeTimes {

  private static final BigDecimal MINUTE = BigDecimal.valueOf(60_000_000L);

  private MakeTimes() {}

  static void register(Library library) {
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
    timestamp(library, "make_timestamp", "A timestamp of its parts, in a zone or UTC.", false);
    library.alias("make_timestamp_ltz", "make_timestamp");
    timestamp(
        library,
        "try_make_timestamp",
        "As make_timestamp, but null where there is no such time.",
        true);
    library.alias("try_make_timestamp_ltz", "try_make_timestamp");
    String[] names = {
      "make_timestamp", "make_timestamp_ltz", "try_make_timestamp", "try_make_timestamp_ltz"
    };
    library.checked(6, MakeTimes::zone, names);
  }

  private static void timestamp(Library library, String name, String description, boolean orNull) {
    DataType seconds = new DataType.Decimal(16, 6);
    library.rows(
        name + "(year, month, day, hour, minute, second[, zone])",
        description,
        TIMESTAMP,
        (in, out) -> {
          ZoneId zone = in.size() > 6 ? zone(in.text(6)) : ZoneOffset.UTC;
          try {
            make(in, out, zone);
          } catch (DateTimeException | ArithmeticException e) {
            if (!orNull) {
              throw new RowFailure(
                  "make_timestamp: "
                      + e.getMessage()
                      + "; use try_make_timestamp to get null instead");
            }
            out.putNull();
          }
        },
        INT,
        INT,
        INT,
        INT,
        INT,
        seconds,
        STRING);
  }

  private static void make(Row in, ColumnWriter out, ZoneId zone) {
    LocalDateTime minute =
        LocalDateTime.of(in.intAt(0), in.intAt(1), in.intAt(2), in.intAt(3), in.intAt(4));
    BigDecimal micros = in.decimal(5).movePointRight(6);
    if (micros.signum() < 0 || micros.compareTo(MINUTE) > 0) {
      throw new DateTimeException("second " + in.decimal(5) + ", expected 0 to 60");
    }
    long rest = micros.setScale(0, RoundingMode.DOWN).longValue();
    LocalDateTime time = TimeText.dateTime(Math.addExact(TimeText.micros(minute), rest));
    out.putLong(
        TimeText.micros(time.atZone(zone).withZoneSameInstant(ZoneOffset.UTC).toLocalDateTime()));
  }

  private static ZoneId zone(String name) {
    try {
      return TimeText.zone(name);
    } catch (DateTimeException e) {
      throw new RowFailure("no time zone '%s'; expected one such as Europe/Berlin".formatted(name));
    }
  }
}
