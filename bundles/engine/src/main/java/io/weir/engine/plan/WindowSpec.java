package io.weir.engine.plan;

import io.weir.operators.expr.Expr;
import java.time.ZoneId;

/**
 * How event time is cut into windows. The start of a window is inclusive, its end exclusive.
 *
 * <p>Thread: immutable, any.
 */
public sealed interface WindowSpec {

  /** The name of the window's column: {@code window} or {@code session_window}. */
  default String columnName() {
    return this instanceof Session ? "session_window" : "window";
  }

  /**
   * Windows of fixed length; tumbling when the slide equals the size.
   *
   * <p>For size 30 s, slide 10 s and offset 0, an event at 12:00:25 is in three windows: [11:59:60,
   * 12:00:30), [12:00:10, 12:00:40) and [12:00:20, 12:00:50).
   *
   * @param sizeMicros positive
   * @param slideMicros positive, at most the size
   * @param offsetMicros start of a window relative to the epoch, 0 to slide - 1
   */
  record Fixed(long sizeMicros, long slideMicros, long offsetMicros) implements WindowSpec {}

  /**
   * Windows that end when a group was silent.
   *
   * @param gapMicros over the input, a long of microseconds; a literal when the gap is fixed
   */
  record Session(Expr gapMicros) implements WindowSpec {}

  /**
   * Windows of the calendar.
   *
   * @param unit day, week (from Monday, ISO 8601) or month
   * @param zone whose midnight it is
   */
  record Calendar(CalendarUnit unit, ZoneId zone) implements WindowSpec {}

  /** The lengths of calendar windows. */
  enum CalendarUnit {
    /** Midnight to midnight: 23, 24 or 25 hours. */
    DAY,
    /** Monday to Monday. */
    WEEK,
    /** The first to the first. */
    MONTH
  }
}
