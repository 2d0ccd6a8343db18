package io.weir.operators.expr;

/**
 * The rows of a batch that an evaluation is about, ascending. All rows of a batch is a form of its
 * own, so that kernels can run straight over their arrays.
 *
 * <p>Thread: one at a time; the array is shared and read only.
 */
public final class Selection {

  private static volatile int[] identity = ascending(4096);

  private final boolean all;
  private final int[] rows;
  private final int count;

  private Selection(boolean all, int[] rows, int count) {
    this.all = all;
    this.rows = rows;
    this.count = count;
  }

  /**
   * All rows of a batch.
   *
   * @param size the number of rows
   * @return rows 0 to size - 1
   */
  public static Selection all(int size) {
    int[] shared = identity;
    if (shared.length < size) {
      shared = ascending(Math.max(size, shared.length * 2));
      identity = shared;
    }
    return new Selection(true, shared, size);
  }

  /**
   * Chosen rows.
   *
   * @param rows ascending, without repetition; may be longer; not copied
   * @param count how many of them
   * @return valid as long as the array is not written to
   */
  public static Selection of(int[] rows, int count) {
    return new Selection(false, rows, count);
  }

  /** Whether these are the rows 0 to {@link #count} - 1, without a gap. */
  public boolean isAll() {
    return all;
  }

  /** The number of rows. */
  public int count() {
    return count;
  }

  /** Whether there is no row. */
  public boolean isEmpty() {
    return count == 0;
  }

  /**
   * The rows, also of the form that means all.
   *
   * @return ascending; shared, read only; may be longer than {@link #count}
   */
  public int[] rows() {
    return rows;
  }

  /**
   * A row.
   *
   * @param i 0 to count - 1
   * @return its position in the batch
   */
  public int row(int i) {
    return rows[i];
  }

  private static int[] ascending(int size) {
    int[] rows = new int[size];
    for (int i = 0; i < size; i++) {
      rows[i] = i;
    }
    return rows;
  }

  @Override
  public String toString() {
    return count + (all ? " rows, all" : " rows");
  }
}
