package io.weir.formats.cell;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Values found in records, before they are converted to the types of their columns: for every row
 * one cell a slot. Most cells only say where in the payload the value stands, so that a scanner
 * fills them without making an object; what it cannot say that way is kept as an object.
 *
 * <p>A row can be taken back until the cells are converted, because nothing has gone to a builder.
 *
 * <p>Thread: one at a time. Reused.
 */
public final class Cells {

  /** No value, or null. */
  public static final int NULL = 0;

  /** Text without escapes: a range of the payload, valid UTF-8. */
  public static final int TEXT = 1;

  /** A plain number of at most 18 digits: a range, and its value as mantissa and scale. */
  public static final int NUMBER = 2;

  /** Another number: a range that holds a JSON number. */
  public static final int LONG_NUMBER = 3;

  /** The literal true. */
  public static final int TRUE = 4;

  /** The literal false. */
  public static final int FALSE = 5;

  /** Any other value as an object, see {@link #raw}. */
  public static final int OBJECT = 6;

  private static final int INITIAL_ROWS = 256;

  private final int slots;
  private int[][] kinds; // NULL beyond size
  private int[][] starts;
  private int[][] ends;
  private long[][] mantissas;
  private @Nullable Object[][] objects;
  private int[] records = new int[INITIAL_ROWS];
  private @Nullable String[] rejections = // null beyond size
      new @Nullable String[INITIAL_ROWS];
  private int size;

  /**
   * No rows.
   *
   * @param slots the number of cells a row
   */
  public Cells(int slots) {
    this.slots = slots;
    this.kinds = new int[slots][INITIAL_ROWS];
    this.starts = new int[slots][INITIAL_ROWS];
    this.ends = new int[slots][INITIAL_ROWS];
    this.mantissas = new long[slots][INITIAL_ROWS];
    this.objects = new @Nullable Object[slots][0];
  }

  /**
   * The number of rows.
   *
   * @return rejected ones included
   */
  public int size() {
    return size;
  }

  /**
   * Begins a row of nulls.
   *
   * @param record the record that it is made of
   * @return its position
   */
  public int row(int record) {
    int row = size;
    if (row == records.length) {
      grow();
    }
    records[row] = record;
    size = row + 1;
    return row;
  }

  /**
   * A row that is rejected as a whole.
   *
   * @param record the record that it is made of
   * @param reason one sentence
   */
  public void rejected(int record, String reason) {
    rejections[row(record)] = reason;
  }

  /**
   * Takes back the rows begun last.
   *
   * @param newSize the rows to keep
   */
  public void truncate(int newSize) {
    Arrays.fill(rejections, newSize, size, null);
    for (int[] kindsOfSlot : kinds) {
      Arrays.fill(kindsOfSlot, newSize, size, NULL);
    }
    size = newSize;
  }

  /** Starts again with no rows. */
  public void clear() {
    for (@Nullable Object[] slot : objects) {
      Arrays.fill(slot, null);
    }
    truncate(0);
  }

  /**
   * The record of a row.
   *
   * @param row its position
   * @return the record's position
   */
  public int record(int row) {
    return records[row];
  }

  /**
   * Why a row is rejected as a whole.
   *
   * @param row its position
   * @return the reason, or null
   */
  public @Nullable String rejection(int row) {
    return rejections[row];
  }

  /**
   * Sets a cell to text.
   *
   * @param slot which cell
   * @param row of which row
   * @param start where the text starts in the payload
   * @param end where it ends
   */
  public void text(int slot, int row, int start, int end) {
    kinds[slot][row] = TEXT;
    starts[slot][row] = start;
    ends[slot][row] = end;
  }

  /**
   * Sets a cell to an object.
   *
   * @param slot which cell
   * @param row of which row
   * @param value as {@link #raw} gives it; null for null
   */
  public void object(int slot, int row, @Nullable Object value) {
    if (value == null) {
      kinds[slot][row] = NULL;
      return;
    }
    kinds[slot][row] = OBJECT;
    if (objects[slot].length <= row) {
      objects[slot] = Arrays.copyOf(objects[slot], records.length);
    }
    objects[slot][row] = value;
  }

  /**
   * The value of a cell as an object.
   *
   * @param slot which cell
   * @param row of which row
   * @param bytes the payload
   * @return a String (text), a {@link NumberText}, a Boolean, a List or a Map of such; null for
   *     null
   */
  public @Nullable Object raw(int slot, int row, byte[] bytes) {
    return switch (kinds[slot][row] & 0xFF) {
      case TEXT -> range(slot, row, bytes);
      case NUMBER, LONG_NUMBER -> new NumberText(range(slot, row, bytes));
      case TRUE -> true;
      case FALSE -> false;
      case OBJECT -> objects[slot][row];
      default -> null;
    };
  }

  /**
   * For how many rows there is room; the arrays below are others when it has changed.
   *
   * @return rows
   */
  public int capacity() {
    return records.length;
  }

  /**
   * The kinds of a slot's cells.
   *
   * @param slot which cell
   * @return by row: the kind in the low byte, above it a number's scale
   */
  public int[] kinds(int slot) {
    return kinds[slot];
  }

  /**
   * Where the ranges of a slot's cells start.
   *
   * @param slot which cell
   * @return by row: a position in the payload
   */
  public int[] starts(int slot) {
    return starts[slot];
  }

  /**
   * Where the ranges of a slot's cells end.
   *
   * @param slot which cell
   * @return by row: a position in the payload
   */
  public int[] ends(int slot) {
    return ends[slot];
  }

  /**
   * The digits of a slot's plain numbers, as integers with sign.
   *
   * @param slot which cell
   * @return by row: at most 18 digits
   */
  public long[] mantissas(int slot) {
    return mantissas[slot];
  }

  private String range(int slot, int row, byte[] bytes) {
    int start = starts[slot][row];
    return new String(bytes, start, ends[slot][row] - start, StandardCharsets.UTF_8);
  }

  private void grow() {
    int capacity = records.length * 2;
    records = Arrays.copyOf(records, capacity);
    rejections = Arrays.copyOf(rejections, capacity);
    for (int slot = 0; slot < slots; slot++) {
      kinds[slot] = Arrays.copyOf(kinds[slot], capacity);
      starts[slot] = Arrays.copyOf(starts[slot], capacity);
      ends[slot] = Arrays.copyOf(ends[slot], capacity);
      mantissas[slot] = Arrays.copyOf(mantissas[slot], capacity);
    }
  }
}
