package io.weir.pipeline.fluent;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An expression of a query. What stands beside a column in a method is another column, or a value
 * of Java: null, Boolean, Integer, Long, Float, Double, BigDecimal, String (a text, not a name),
 * Instant or LocalDate.
 *
 * <p>Thread: immutable, any.
 */
public final class Column {

  private final String text;
  private final boolean operand; // stands beside an operator as it is
  private final String alias;
  private final String grouped; // how a window is called once it is grouped by; else empty

  private Column(String text, boolean operand, String alias, String grouped) {
    this.text = text;
    this.operand = operand;
    this.alias = alias;
    this.grouped = grouped;
  }

  /** A name, literal or call. */
  static Column operand(String text) {
    return new Column(text, true, "", "");
  }

  /** An expression with operators, or one that somebody wrote. */
  static Column composite(String text) {
    return new Column(text, false, "", "");
  }

  /** A window to group by. */
  static Column window(String call, String name) {
    return new Column(call, true, "", name);
  }

  /** The expression without its name. */
  String sql() {
    return text;
  }

  /** As it stands in SELECT. */
  String selected() {
    return named(text);
  }

  /** As it stands in SELECT beside a GROUP BY that it is in. */
  String selectedKey() {
    return named(grouped.isEmpty() ? text : grouped);
  }

  private String named(String value) {
    return alias.isEmpty() ? value : value + " AS " + SqlText.name(alias);
  }

  private String inner() {
    return operand ? text : "(" + text + ")";
  }

  private static String inner(@Nullable Object value) {
    return value instanceof Column column ? column.inner() : SqlText.literal(value);
  }

  private Column with(String operator, @Nullable Object other) {
    return composite(inner() + " " + operator + " " + inner(other));
  }

  /**
   * Gives the column a name.
   *
   * @param name of the column in the rows
   * @return the named column
   */
  public Column as(String name) {
    return new Column(text, operand, name, grouped);
  }

  /**
   * Takes a field of a struct, such as the start of a window.
   *
   * @param name of the field
   * @return the field
   */
  public Column field(String name) {
    return operand(inner() + "." + SqlText.name(name));
  }

  /**
   * {@code =}.
   *
   * @param other a column or value
   * @return a boolean; null if one of them is
   */
  public Column eq(@Nullable Object other) {
    return with("=", other);
  }

  /**
   * {@code <=>}: null equals null.
   *
   * @param other a column or value
   * @return a boolean, never null
   */
  public Column eqNullSafe(@Nullable Object other) {
    return with("<=>", other);
  }

  /**
   * {@code <>}.
   *
   * @param other a column or value
   * @return a boolean; null if one of them is
   */
  public Column ne(@Nullable Object other) {
    return with("<>", other);
  }

  /**
   * {@code <}.
   *
   * @param other a column or value
   * @return a boolean; null if one of them is
   */
  public Column lt(Object other) {
    return with("<", other);
  }

  /**
   * {@code <=}.
   *
   * @param other a column or value
   * @return a boolean; null if one of them is
   */
  public Column le(Object other) {
    return with("<=", other);
  }

  /**
   * {@code >}.
   *
   * @param other a column or value
   * @return a boolean; null if one of them is
   */
  public Column gt(Object other) {
    return with(">", other);
  }

  /**
   * {@code >=}.
   *
   * @param other a column or value
   * @return a boolean; null if one of them is
   */
  public Column ge(Object other) {
    return with(">=", other);
  }

  /**
   * {@code BETWEEN}, both ends included.
   *
   * @param least a column or value
   * @param greatest a column or value
   * @return a boolean; null if one of them is
   */
  public Column between(Object least, Object greatest) {
    return composite(inner() + " BETWEEN " + inner(least) + " AND " + inner(greatest));
  }

  /**
   * {@code IN}.
   *
   * @param values columns or values, at least one
   * @return a boolean
   */
  public Column in(Object... values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("found no values, expected at least one");
    }
    return composite(
        inner()
            + Arrays.stream(values)
                .map(Column::inner)
                .collect(Collectors.joining(", ", " IN (", ")")));
  }

  /**
   * {@code LIKE}, with {@code %} and {@code _}.
   *
   * @param pattern a column or text
   * @return a boolean
   */
  public Column like(Object pattern) {
    return with("LIKE", pattern);
  }

  /**
   * {@code RLIKE}: a regular expression matches somewhere.
   *
   * @param pattern a column or text
   * @return a boolean
   */
  public Column rlike(Object pattern) {
    return with("RLIKE", pattern);
  }

  /**
   * {@code IS NULL}.
   *
   * @return a boolean, never null
   */
  public Column isNull() {
    return composite(inner() + " IS NULL");
  }

  /**
   * {@code IS NOT NULL}.
   *
   * @return a boolean, never null
   */
  public Column isNotNull() {
    return composite(inner() + " IS NOT NULL");
  }

  /**
   * {@code AND}; what stands on the right is not looked at if the left one decides.
   *
   * @param other a boolean
   * @return a boolean
   */
  public Column and(Column other) {
    return with("AND", other);
  }

  /**
   * {@code OR}; what stands on the right is not looked at if the left one decides.
   *
   * @param other a boolean
   * @return a boolean
   */
  public Column or(Column other) {
    return with("OR", other);
  }

  /**
   * {@code NOT}.
   *
   * @return a boolean
   */
  public Column not() {
    return composite("NOT " + inner());
  }

  /**
   * {@code +}.
   *
   * @param other a column or value
   * @return a number
   */
  public Column plus(Object other) {
    return with("+", other);
  }

  /**
   * {@code -}.
   *
   * @param other a column or value
   * @return a number
   */
  public Column minus(Object other) {
    return with("-", other);
  }

  /**
   * {@code *}.
   *
   * @param other a column or value
   * @return a number
   */
  public Column times(Object other) {
    return with("*", other);
  }

  /**
   * {@code /}, never of integers as in Java.
   *
   * @param other a column or value
   * @return a number
   */
  public Column dividedBy(Object other) {
    return with("/", other);
  }

  /**
   * {@code %}.
   *
   * @param other a column or value
   * @return a number
   */
  public Column mod(Object other) {
    return with("%", other);
  }

  /**
   * {@code CAST}; a value that does not fit quarantines the row.
   *
   * @param type such as {@code double} or {@code decimal(10,2)}
   * @return of that type
   */
  public Column cast(String type) {
    return operand("CAST(" + text + " AS " + type + ")");
  }

  /**
   * {@code TRY_CAST}; a value that does not fit gives null.
   *
   * @param type such as {@code double} or {@code decimal(10,2)}
   * @return of that type
   */
  public Column tryCast(String type) {
    return operand("TRY_CAST(" + text + " AS " + type + ")");
  }

  /**
   * Lets an aggregate see some rows only.
   *
   * @param condition a boolean over the rows
   * @return the aggregate {@code FILTER (WHERE …)}
   */
  public Column filter(Column condition) {
    return operand(text + " FILTER (WHERE " + condition.text + ")");
  }

  /** The SQL. */
  @Override
  public String toString() {
    return selected();
  }
}
