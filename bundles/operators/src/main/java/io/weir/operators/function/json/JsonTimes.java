package io.weir.operators.function.json;

import io.weir.operators.expr.RowFailure;
import io.weir.operators.function.cast.TimeText;
import io.weir.operators.function.time.TimeFormat;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.SignStyle;
import java.time.temporal.ChronoField;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Dates and timestamps in JSON: in ISO-8601, or by the options {@code dateFormat} and {@code
 * timestampFormat}.
 *
 * <p>Thread: one at a time.
 */
final class JsonTimes {

  private static final DateTimeFormatter ISO =
      new DateTimeFormatterBuilder()
          .appendValue(ChronoField.YEAR, 4, 10, SignStyle.EXCEEDS_PAD)
          .appendPattern("-MM-dd'T'HH:mm:ss.SSS'Z'")
          .toFormatter();

  private final TimeFormat format = new TimeFormat();
  private final @Nullable String datePattern;
  private final @Nullable String timestampPattern;

  /**
   * As options say.
   *
   * @param options by their names in lower case
   */
  JsonTimes(Map<String, String> options) {
    datePattern = options.get("dateformat");
    timestampPattern = options.get("timestampformat");
  }

  int date(String text) {
    return datePattern == null
        ? TimeText.date(text)
        : (int) Math.floorDiv(format.read(text, datePattern), TimeText.MICROS_PER_DAY);
  }

  long timestamp(String text) {
    return timestampPattern == null
        ? TimeText.timestamp(text)
        : format.read(text, timestampPattern);
  }

  String ofDate(int days) {
    return datePattern == null
        ? LocalDate.ofEpochDay(days).toString()
        : format.write(Math.multiplyExact(days, TimeText.MICROS_PER_DAY), datePattern);
  }

  String ofTimestamp(long micros) {
    LocalDateTime time = TimeText.dateTime(micros);
    return timestampPattern == null ? ISO.format(time) : format.write(micros, timestampPattern);
  }

  /** Refuses what is no pattern. */
  static void check(String pattern) throws RowFailure {
    TimeFormat.check(pattern);
  }
}
