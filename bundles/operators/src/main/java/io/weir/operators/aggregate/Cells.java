package io.weir.operators.aggregate;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The accumulated state of many groups: rows of 64-bit cells, and rows of objects where an
 * aggregate cannot do with cells. A fresh row is all zero and null.
 *
 * <p>Rows lie side by side, so that all aggregates of a group are in one or two cache lines.
 *
 * <p>Thread: one at a time.
 */
public final class Cells {

  private static final int INITIAL_ROWS = 16;

  private final int width;
  private final int objectWidth;
  private long[] longs;
  private @Nullable Object[] objects;
  private int size;
  private long variableBytes;

  /**
   * No rows.
   *
   * @param width cells a row
   * @param objectWidth objects a row
   */
  public Cells(int width, int objectWidth) {
    this.width = width;
    this.objectWidth = objectWidth;
    longs = new long[INITIAL_ROWS * width];
    objects = new @Nullable Object[INITIAL_ROWS * objectWidth];
  }

  /** Cells a row. */
  public int width() {
    return width;
  }

  /** Objects a row. */
  public int objectWidth() {
    return objectWidth;
  }

  /** The number of rows. */
  public int size() {
    return size;
  }

  /**
   * The cells of all rows.
   *
   * @return row r begins at r * width; to be written to; valid until the next {@link #add}
   */
  public long[] longs() {
    return longs;
  }

  /**
   * The objects of all rows.
   *
   * @return row r begins at r * objectWidth; to be written to; valid until the next {@link #add}
   */
  public @Nullable Object[] objects() {
    return objects;
  }

  /**
   * Adds a fresh row.
   *
   * @return its position
   */
  public int add() {
    if ((size + 1) * width > longs.length) {
      longs = Arrays.copyOf(longs, Math.multiplyExact(longs.length, 2));
    }
    if ((size + 1) * objectWidth > objects.length) {
      objects = Arrays.copyOf(objects, Math.multiplyExact(objects.length, 2));
    }
    return size++;
  }

  /**
   * Makes a row fresh again.
   *
   * @param row a position
   */
  public void reset(int row) {
    Arrays.fill(longs, row * width, (row + 1) * width, 0);
    Arrays.fill(objects, row * objectWidth, (row + 1) * objectWidth, null);
  }

  /**
   * Copies a row of another store of the same shape; objects are shared.
   *
   * @param row here
   * @param source the other store
   * @param sourceRow there
   */
  public void copy(int row, Cells source, int sourceRow) {
    System.arraycopy(source.longs, sourceRow * width, longs, row * width, width);
    if (objectWidth > 0) {
      System.arraycopy(
          source.objects, sourceRow * objectWidth, objects, row * objectWidth, objectWidth);
    }
  }

  /** Forgets all rows, keeping the room unless it is far too large. */
  public void clear() {
    Arrays.fill(longs, 0, size * width, 0);
    Arrays.fill(objects, 0, size * objectWidth, null);
    size = 0;
    variableBytes = 0;
  }

  /**
   * Accounts for memory that an object takes.
   *
   * @param bytes more, or fewer if negative
   */
  public void account(long bytes) {
    variableBytes += bytes;
  }

  /** The memory of the objects as they were accounted for, bytes. */
  public long variableBytes() {
    return variableBytes;
  }

  /** The memory of the arrays, bytes. */
  public long bytes() {
    return 8L * longs.length + 8L * objects.length + variableBytes;
  }
}
