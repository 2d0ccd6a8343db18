package io.weir.operators.expr;

import io.weir.api.data.BooleanColumn;
import io.weir.api.data.Column;
import io.weir.api.data.DecimalColumn;
import io.weir.api.data.Dictionary;
import io.weir.api.data.DoubleColumn;
import io.weir.api.data.FloatColumn;
import io.weir.api.data.IntColumn;
import io.weir.api.data.LongColumn;
import io.weir.api.data.StringColumn;
import java.math.BigDecimal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of a call at one row. The getters do not test for null.
 *
 * <p>Thread: one at a time.
 */
public final class Row {

  private final Column[] columns;
  private int row;

  Row(Column[] columns) {
    this.columns = columns;
  }

  void moveTo(int position) {
    row = position;
  }

  /** The number of arguments. */
  public int size() {
    return columns.length;
  }

  /**
   * The position of the row in the batch.
   *
   * @return from 0
   */
  public int position() {
    return row;
  }

  /**
   * The column of an argument.
   *
   * @param i which
   * @return read it at {@link #position}
   */
  public Column column(int i) {
    return columns[i];
  }

  /**
   * Whether an argument is null.
   *
   * @param i which
   * @return true if it is
   */
  public boolean isNull(int i) {
    return columns[i].isNull(row);
  }

  /**
   * A boolean argument.
   *
   * @param i which
   * @return its value
   */
  public boolean booleanAt(int i) {
    return ((BooleanColumn) columns[i]).values()[row];
  }

  /**
   * An int or date argument.
   *
   * @param i which
   * @return its value; days since the epoch for a date
   */
  public int intAt(int i) {
    return ((IntColumn) columns[i]).values()[row];
  }

  /**
   * A long or timestamp argument.
   *
   * @param i which
   * @return its value; microseconds since the epoch for a timestamp
   */
  public long longAt(int i) {
    return ((LongColumn) columns[i]).values()[row];
  }

  /**
   * A float argument.
   *
   * @param i which
   * @return its value
   */
  public float floatAt(int i) {
    return ((FloatColumn) columns[i]).values()[row];
  }

  /**
   * A double argument.
   *
   * @param i which
   * @return its value
   */
  public double doubleAt(int i) {
    return ((DoubleColumn) columns[i]).values()[row];
  }

  /**
   * A string argument.
   *
   * @param i which
   * @return its text
   */
  public String text(int i) {
    StringColumn column = (StringColumn) columns[i];
    return column.dictionary().text(column.codes()[row]);
  }

  /**
   * The length of a string argument.
   *
   * @param i which
   * @return UTF-8 bytes
   */
  public int textBytes(int i) {
    StringColumn column = (StringColumn) columns[i];
    Dictionary dictionary = column.dictionary();
    return dictionary.length(column.codes()[row]);
  }

  /**
   * A decimal argument.
   *
   * @param i which
   * @return its value, of the argument's scale
   */
  public BigDecimal decimal(int i) {
    return Objects.requireNonNull(((DecimalColumn) columns[i]).values()[row]);
  }

  /**
   * An argument as {@link Column#value} gives it.
   *
   * @param i which
   * @return boxed; null for null
   */
  public @Nullable Object value(int i) {
    return columns[i].value(row);
  }
}
