package io.weir.operators.function.time;

import io.weir.operators.function.cast.TimeText;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalDateTime;

/** Spark's months_between: months of 31 days, unless both are the same or the last day. */
final class Months {

  private static final double SECONDS_PER_MONTH = 31 * 86_400;

  private Months() {}

  static double between(long later, long earlier, boolean rounded) {
    LocalDateTime a = TimeText.dateTime(later);
    LocalDateTime b = TimeText.dateTime(earlier);
    LocalDate dayA = a.toLocalDate();
    LocalDate dayB = b.toLocalDate();
    double months =
        (dayA.getYear() - dayB.getYear()) * 12.0 + dayA.getMonthValue() - dayB.getMonthValue();
    boolean bothLast =
        dayA.getDayOfMonth() == dayA.lengthOfMonth()
            && dayB.getDayOfMonth() == dayB.lengthOfMonth();
    if (dayA.getDayOfMonth() == dayB.getDayOfMonth() || bothLast) {
      return months;
    }
    long seconds =
        (dayA.getDayOfMonth() - dayB.getDayOfMonth()) * 86_400L
            + a.toLocalTime().toSecondOfDay()
            - b.toLocalTime().toSecondOfDay();
    double exact = months + seconds / SECONDS_PER_MONTH;
    return rounded
        ? BigDecimal.valueOf(exact).setScale(8, RoundingMode.HALF_UP).doubleValue()
        : exact;
  }
}
