package io.weir.operators.expr;

import io.weir.api.data.BooleanColumn;
import io.weir.api.data.Column;
import io.weir.api.data.ColumnBuilder;
import io.weir.api.data.DataType;
import io.weir.api.data.DecimalColumn;
import io.weir.api.data.Dictionary;
import io.weir.api.data.DoubleColumn;
import io.weir.api.data.FloatColumn;
import io.weir.api.data.IntColumn;
import io.weir.api.data.LongColumn;
import io.weir.api.data.StringColumn;
import java.math.BigDecimal;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Writes a column at any positions, over arrays that are kept from batch to batch. Values are put
 * at the current {@link #at row}; a row never written to is unspecified.
 *
 * <p>Thread: one at a time.
 */
public final class ColumnWriter {

  private static final int MAX_TEXTS = 1 << 16;
  private static final long MAX_BYTES = 8L << 20;

  /** How values of a type are stored. */
  private enum Store {
    BOOLEAN,
    INT,
    LONG,
    FLOAT,
    DOUBLE,
    TEXT,
    DECIMAL,
    OBJECT
  }

  private final DataType type;
  private final Store store;

  private boolean[] nulls = new boolean[0];
  private boolean anyNull;
  private boolean[] booleans = new boolean[0];
  private int[] ints = new int[0];
  private long[] longs = new long[0];
  private float[] floats = new float[0];
  private double[] doubles = new double[0];
  private @Nullable BigDecimal[] decimals = new @Nullable BigDecimal[0];
  private @Nullable Object[] objects = new @Nullable Object[0];
  private Dictionary dictionary = new Dictionary();
  private final CodeMap codes = new CodeMap();
  private int[] sources = new int[0];
  private int size;
  private int row;

  /**
   * A writer of columns of a type.
   *
   * @param type any type
   */
  public ColumnWriter(DataType type) {
    this.type = type;
    this.store = storeOf(type);
  }

  private static Store storeOf(DataType type) {
    if (type instanceof DataType.Primitive primitive) {
      return switch (primitive) {
        case BOOLEAN -> Store.BOOLEAN;
        case INT, DATE -> Store.INT;
        case LONG, TIMESTAMP -> Store.LONG;
        case FLOAT -> Store.FLOAT;
        case DOUBLE -> Store.DOUBLE;
        case STRING -> Store.TEXT;
        case BINARY -> Store.OBJECT;
      };
    }
    return type instanceof DataType.Decimal ? Store.DECIMAL : Store.OBJECT;
  }

  /**
   * Starts a column. What an earlier column of this writer held is lost.
   *
   * @param rows its size
   */
  public void begin(int rows) {
    if (anyNull) {
      Arrays.fill(nulls, 0, Math.min(nulls.length, Math.max(size, rows)), false);
      anyNull = false;
    }
    size = 0;
    resize(rows);
    if (store == Store.DECIMAL) {
      Arrays.fill(decimals, 0, rows, null);
    } else if (store == Store.OBJECT) {
      Arrays.fill(objects, 0, rows, null);
    } else if (store == Store.TEXT
        && (dictionary.size() > MAX_TEXTS || dictionary.bytes() > MAX_BYTES)) {
      dictionary = new Dictionary();
    }
  }

  /**
   * Starts a column of texts whose codes are put by {@link #putCode}.
   *
   * @param rows its size
   * @param shared the dictionary of the codes
   */
  public void begin(int rows, Dictionary shared) {
    begin(rows);
    dictionary = shared;
  }

  /**
   * Makes the column longer (or shorter), keeping what was written.
   *
   * @param rows its new size
   */
  public void resize(int rows) {
    size = rows;
    if (nulls.length >= rows) {
      return;
    }
    int capacity = Math.max(64, Math.max(rows, nulls.length + (nulls.length >> 1)));
    nulls = Arrays.copyOf(nulls, capacity);
    switch (store) {
      case BOOLEAN -> booleans = Arrays.copyOf(booleans, capacity);
      case INT, TEXT -> ints = Arrays.copyOf(ints, capacity);
      case LONG -> longs = Arrays.copyOf(longs, capacity);
      case FLOAT -> floats = Arrays.copyOf(floats, capacity);
      case DOUBLE -> doubles = Arrays.copyOf(doubles, capacity);
      case DECIMAL -> decimals = Arrays.copyOf(decimals, capacity);
      case OBJECT -> objects = Arrays.copyOf(objects, capacity);
    }
  }

  /**
   * Chooses the row that is written next.
   *
   * @param position 0 to size - 1
   * @return this
   */
  public ColumnWriter at(int position) {
    row = position;
    return this;
  }

  /** Puts a null. */
  public void putNull() {
    nulls[row] = true;
    anyNull = true;
  }

  /**
   * Puts a boolean.
   *
   * @param value for a boolean column
   */
  public void putBoolean(boolean value) {
    booleans[row] = value;
  }

  /**
   * Puts an int.
   *
   * @param value for an int column, or days since the epoch
   */
  public void putInt(int value) {
    ints[row] = value;
  }

  /**
   * Puts a long.
   *
   * @param value for a long column, or microseconds since the epoch
   */
  public void putLong(long value) {
    longs[row] = value;
  }

  /**
   * Puts a float.
   *
   * @param value for a float column
   */
  public void putFloat(float value) {
    floats[row] = value;
  }

  /**
   * Puts a double.
   *
   * @param value for a double column
   */
  public void putDouble(double value) {
    doubles[row] = value;
  }

  /**
   * Puts a text.
   *
   * @param value for a string column
   */
  public void putText(String value) {
    ints[row] = dictionary.codeOf(value);
  }

  /**
   * Puts a text by its code.
   *
   * @param code in the dictionary that {@link #begin(int, Dictionary)} was told
   */
  public void putCode(int code) {
    ints[row] = code;
  }

  /**
   * Puts a decimal.
   *
   * @param value of exactly the column's scale, within its precision
   */
  public void putDecimal(BigDecimal value) {
    decimals[row] = value;
  }

  /**
   * Puts a value as {@link Column#value} gives it: bytes, a list or a map; or any other, boxed.
   *
   * @param value of the Java type of the column's type, or null
   */
  public void putValue(@Nullable Object value) {
    if (value == null) {
      putNull();
    } else if (store == Store.OBJECT) {
      objects[row] = value;
    } else {
      ColumnBuilder single = ColumnBuilder.of(type);
      single.append(value);
      copy(single.build(), 0);
    }
  }

  /**
   * Puts a value of another column of the same type.
   *
   * @param from another column
   * @param position its row there
   */
  public void copy(Column from, int position) {
    if (from.isNull(position)) {
      putNull();
      return;
    }
    switch (store) {
      case BOOLEAN -> booleans[row] = ((BooleanColumn) from).values()[position];
      case INT -> ints[row] = ((IntColumn) from).values()[position];
      case LONG -> longs[row] = ((LongColumn) from).values()[position];
      case FLOAT -> floats[row] = ((FloatColumn) from).values()[position];
      case DOUBLE -> doubles[row] = ((DoubleColumn) from).values()[position];
      case DECIMAL -> decimals[row] = ((DecimalColumn) from).values()[position];
      case OBJECT -> objects[row] = from.value(position);
      case TEXT -> {
        StringColumn text = (StringColumn) from;
        ints[row] = codes.translate(text.dictionary(), text.codes()[position], dictionary);
      }
    }
  }

  /**
   * Puts values of another column of the same type at many rows.
   *
   * @param from another column
   * @param rows where to put them
   * @param positions by row here, the row there; null where both are the same
   */
  public void copyAll(Column from, Selection rows, int @Nullable [] positions) {
    int[] to = rows.rows();
    int[] source = positions == null ? to : gathered(to, rows.count(), positions);
    if (from.nulls() != null || store == Store.OBJECT || store == Store.DECIMAL) {
      for (int i = 0; i < rows.count(); i++) {
        at(to[i]).copy(from, source[i]);
      }
    } else {
      copyValues(from, to, source, rows.count());
    }
  }

  private int[] gathered(int[] to, int count, int[] positions) {
    if (sources.length < count) {
      sources = new int[Math.max(count, sources.length * 2)];
    }
    for (int i = 0; i < count; i++) {
      sources[i] = positions[to[i]];
    }
    return sources;
  }

  private void copyValues(Column from, int[] to, int[] source, int count) {
    if (from instanceof BooleanColumn column) {
      boolean[] values = column.values();
      for (int i = 0; i < count; i++) {
        booleans[to[i]] = values[source[i]];
      }
    } else if (from instanceof IntColumn column) {
      int[] values = column.values();
      for (int i = 0; i < count; i++) {
        ints[to[i]] = values[source[i]];
      }
    } else if (from instanceof LongColumn column) {
      long[] values = column.values();
      for (int i = 0; i < count; i++) {
        longs[to[i]] = values[source[i]];
      }
    } else if (from instanceof DoubleColumn column) {
      double[] values = column.values();
      for (int i = 0; i < count; i++) {
        doubles[to[i]] = values[source[i]];
      }
    } else if (from instanceof StringColumn column && column.dictionary() == dictionary) {
      int[] values = column.codes();
      for (int i = 0; i < count; i++) {
        ints[to[i]] = values[source[i]];
      }
    } else {
      for (int i = 0; i < count; i++) {
        at(to[i]).copy(from, source[i]);
      }
    }
  }

  /**
   * The column written.
   *
   * @return shares this writer's arrays; valid until {@link #begin}
   */
  public Column finish() {
    boolean[] mask = anyNull ? nulls : null;
    return switch (store) {
      case BOOLEAN -> new BooleanColumn(booleans, mask, size);
      case INT -> new IntColumn(type, ints, mask, size);
      case LONG -> new LongColumn(type, longs, mask, size);
      case FLOAT -> new FloatColumn(floats, mask, size);
      case DOUBLE -> new DoubleColumn(doubles, mask, size);
      case TEXT -> new StringColumn(dictionary, ints, mask, size);
      case DECIMAL -> new DecimalColumn((DataType.Decimal) type, decimals, size);
      case OBJECT -> {
        ColumnBuilder builder = ColumnBuilder.of(type);
        for (int i = 0; i < size; i++) {
          builder.append(nulls[i] ? null : objects[i]);
        }
        yield builder.build();
      }
    };
  }
}
