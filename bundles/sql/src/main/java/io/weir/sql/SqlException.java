package io.weir.sql;

/**
 * SQL that cannot be compiled. The message says where, what was found, what was expected and what
 * to do; {@link #reason} is the same without the place.
 */
public final class SqlException extends Exception {

  private static final long serialVersionUID = 1L;

  private final String reason;
  private final int line;
  private final int column;
  private final int offset;
  private final int length;

  /**
   * An error.
   *
   * @param reason what was found, what was expected and what to do
   * @param line where in the SQL, from 1
   * @param column where in the line, from 1, in characters
   * @param offset where in the SQL, from 0, as {@link String#charAt} counts
   * @param length how many chars of the SQL it is about, at least 1; may reach beyond the end
   */
  public SqlException(String reason, int line, int column, int offset, int length) {
    super("line " + line + ", column " + column + ": " + reason);
    this.reason = reason;
    this.line = line;
    this.column = column;
    this.offset = offset;
    this.length = length;
  }

  /** What was found, what was expected and what to do. */
  public String reason() {
    return reason;
  }

  /** The line in the SQL, from 1. */
  public int line() {
    return line;
  }

  /** The column in the line, from 1, in characters. */
  public int column() {
    return column;
  }

  /** The position in the SQL, from 0, as {@link String#charAt} counts. */
  public int offset() {
    return offset;
  }

  /** How many chars of the SQL it is about, at least 1; may reach beyond the end. */
  public int length() {
    return length;
  }
}
