package io.weir.api.data;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Makes a column value by value. There is one subclass a storage kind, each with an {@code append}
 * for its primitive, so that a loop over one builder is a loop over one class.
 *
 * <p>A builder keeps its arrays: {@link #build} shares them with the column, and {@link #clear}
 * starts again over them. A column is therefore valid until its builder is cleared.
 *
 * <p>Thread: one at a time.
 */
public abstract class ColumnBuilder {

  static final int INITIAL_CAPACITY = 64;

  private final DataType type;
  private boolean[] nulls = new boolean[INITIAL_CAPACITY];
  private boolean anyNull;

  /** The number of values so far; subclasses count it up. */
  int size;

  ColumnBuilder(DataType type) {
    this.type = type;
  }

  /**
   * A builder for a type.
   *
   * @param type the type of the values
   * @return a builder of the matching subclass: {@link BooleanBuilder} for boolean, {@link
   *     IntBuilder} for int and date, {@link LongBuilder} for long and timestamp, {@link
   *     FloatBuilder}, {@link DoubleBuilder}, {@link TextBuilder}, {@link DecimalBuilder}, {@link
   *     BinaryBuilder}, {@link ArrayBuilder} or {@link StructBuilder}
   */
  public static ColumnBuilder of(DataType type) {
    if (type instanceof DataType.Primitive primitive) {
      return switch (primitive) {
        case BOOLEAN -> new BooleanBuilder();
        case INT, DATE -> new IntBuilder(type);
        case LONG, TIMESTAMP -> new LongBuilder(type);
        case FLOAT -> new FloatBuilder();
        case DOUBLE -> new DoubleBuilder();
        case STRING -> new TextBuilder();
        case BINARY -> new BinaryBuilder();
      };
    }
    if (type instanceof DataType.Decimal decimal) {
      return new DecimalBuilder(decimal);
    }
    if (type instanceof DataType.Array array) {
      return new ArrayBuilder(array);
    }
    return new StructBuilder((DataType.Struct) type);
  }

  /**
   * An empty builder of the same type, which another thread may use at the same time; texts get the
   * same codes in both.
   *
   * @return a builder that shares nothing else
   */
  public ColumnBuilder sibling() {
    return of(type);
  }

  /**
   * The type of the values.
   *
   * @return the type
   */
  public final DataType type() {
    return type;
  }

  /**
   * The number of values so far.
   *
   * @return nulls included
   */
  public final int size() {
    return size;
  }

  /** Appends a null. */
  public final void appendNull() {
    if (!anyNull) {
      Arrays.fill(nulls, false);
      anyNull = true;
    }
    if (size >= nulls.length) {
      nulls = Arrays.copyOf(nulls, Math.max(size + 1, nulls.length * 2));
    }
    nulls[size] = true;
    appendPlaceholder();
  }

  /**
   * Appends a value as {@link Column#value} gives it, for edges and tests, never in a kernel.
   *
   * @param value of the Java type of the column's type, or null
   * @throws ClassCastException if it is of another
   */
  public final void append(@Nullable Object value) {
    if (value == null) {
      appendNull();
    } else {
      appendBoxed(value);
    }
  }

  /**
   * The column of all values so far.
   *
   * @return shares this builder's arrays; valid until {@link #clear}
   */
  public abstract Column build();

  /** Starts again with no values, over the same arrays. */
  public void clear() {
    size = 0;
    anyNull = false;
  }

  abstract void appendPlaceholder();

  abstract void appendBoxed(Object value);

  /** The mask for {@link #build}; all of it beyond the last null is false. */
  final boolean @Nullable [] mask() {
    if (!anyNull) {
      return null;
    }
    if (nulls.length < size) {
      nulls = Arrays.copyOf(nulls, Math.max(size, nulls.length * 2));
    }
    return nulls;
  }

  static int grown(int capacity) {
    return Math.max(INITIAL_CAPACITY, capacity * 2);
  }
}
