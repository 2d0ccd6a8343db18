package io.weir.pipeline.fluent;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Columns, literals, windows and functions, to be imported statically. {@link #call} reaches every
 * function that SQL has, those of bundles too; the ones used most have a method.
 *
 * <p>Thread: any; no state.
 */
public final class Expressions {

  private Expressions() {}

  /**
   * A column.
   *
   * @param name such as {@code temp}, {@code r.temp} or {@code window.start}
   * @return the column
   */
  public static Column col(String name) {
    return Column.operand(SqlText.path(name));
  }

  /**
   * A literal.
   *
   * @param value null, Boolean, Integer, Long, Float, Double, BigDecimal, String, Instant or
   *     LocalDate
   * @return its column
   */
  public static Column lit(@Nullable Object value) {
    return Column.operand(SqlText.literal(value));
  }

  /**
   * An expression in SQL.
   *
   * @param sql such as {@code temp * 9 / 5 + 32} or {@code CASE WHEN … END}
   * @return its column
   * @throws IllegalArgumentException if it is not one expression
   */
  public static Column expr(String sql) {
    return Column.composite(SqlText.expression(sql));
  }

  /**
   * A call of any function.
   *
   * @param function its name in SQL
   * @param arguments columns or values
   * @return the value
   */
  public static Column call(String function, @Nullable Object... arguments) {
    return Column.operand(
        Arrays.stream(arguments)
            .map(a -> a instanceof Column column ? column.sql() : SqlText.literal(a))
            .collect(Collectors.joining(", ", SqlText.name(function) + "(", ")")));
  }

  /**
   * Windows of fixed length, one behind the other, to group by.
   *
   * @param time the event time, or the window of an earlier query
   * @param size such as {@code 10 seconds}
   * @return the window, whose column is called {@code window}
   */
  public static Column window(String time, String size) {
    return Column.window(call("window", col(time), size).sql(), "window");
  }

  /**
   * Windows of fixed length that begin every so often, to group by.
   *
   * @param time the event time, or the window of an earlier query
   * @param size such as {@code 30 seconds}
   * @param slide such as {@code 10 seconds}
   * @return the window, whose column is called {@code window}
   */
  public static Column window(String time, String size, String slide) {
    return Column.window(call("window", col(time), size, slide).sql(), "window");
  }

  /**
   * Windows of fixed length that begin every so often, shifted from the epoch, to group by.
   *
   * @param time the event time, or the window of an earlier query
   * @param size such as {@code 30 seconds}
   * @param slide such as {@code 10 seconds}
   * @param offset such as {@code 3 seconds}
   * @return the window, whose column is called {@code window}
   */
  public static Column window(String time, String size, String slide, String offset) {
    return Column.window(call("window", col(time), size, slide, offset).sql(), "window");
  }

  /**
   * Windows that end when a group was silent, to group by.
   *
   * @param time the event time
   * @param gap a text such as {@code 5 minutes}, or a column that is one
   * @return the window, whose column is called {@code session_window}
   */
  public static Column sessionWindow(String time, Object gap) {
    return Column.window(call("session_window", col(time), gap).sql(), "session_window");
  }

  /**
   * Windows of the calendar, to group by.
   *
   * @param time the event time
   * @param unit {@code day}, {@code week} or {@code month}
   * @param zone such as {@code Europe/Berlin}
   * @return the window, whose column is called {@code window}
   */
  public static Column calendarWindow(String time, String unit, String zone) {
    return Column.window(call("calendar_window", col(time), unit, zone).sql(), "window");
  }

  /**
   * How many rows.
   *
   * @return {@code count(*)}
   */
  public static Column count() {
    return Column.operand("count(*)");
  }

  /**
   * How many values.
   *
   * @param column whose nulls are not counted
   * @return {@code count(column)}
   */
  public static Column count(String column) {
    return call("count", col(column));
  }

  /**
   * How many different values.
   *
   * @param column whose nulls are not counted
   * @return {@code count(DISTINCT column)}
   */
  public static Column countDistinct(String column) {
    return Column.operand("count(DISTINCT " + SqlText.path(column) + ")");
  }

  /**
   * The sum.
   *
   * @param column of numbers
   * @return {@code sum(column)}
   */
  public static Column sum(String column) {
    return call("sum", col(column));
  }

  /**
   * The mean.
   *
   * @param column of numbers
   * @return {@code avg(column)}
   */
  public static Column avg(String column) {
    return call("avg", col(column));
  }

  /**
   * The least value.
   *
   * @param column of any type that has an order
   * @return {@code min(column)}
   */
  public static Column min(String column) {
    return call("min", col(column));
  }

  /**
   * The greatest value.
   *
   * @param column of any type that has an order
   * @return {@code max(column)}
   */
  public static Column max(String column) {
    return call("max", col(column));
  }
}
