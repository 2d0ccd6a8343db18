package io.weir.operators.aggregate;

import io.weir.api.connector.ByteSink;
import io.weir.api.data.Column;
import io.weir.operators.expr.RowErrors;
import io.weir.operators.expr.Selection;
import java.nio.ByteBuffer;

/**
 * One aggregate's part of the rows of {@link Cells}.
 *
 * <p><b>The law.</b> A fresh row means that nothing was added. {@link #add} is called with rows in
 * the journal's order, those of one pane at a time; {@link #merge} with panes in the order of time,
 * the earlier one being the target. What both make of the same rows may depend on that order and on
 * nothing else: not on how rows were cut into calls. No method throws for a value: what cannot be
 * represented shows in {@link AggregateResult}. Cells are written to checkpoints as they are;
 * objects by {@link #write}.
 *
 * <p>Thread: one at a time.
 */
public abstract class Accumulator {

  private int cell;
  private int object;

  /** The number of cells that it needs. */
  public abstract int cells();

  /** The number of objects that it needs. */
  public int objects() {
    return 0;
  }

  final void place(int firstCell, int firstObject) {
    cell = firstCell;
    object = firstObject;
    placed();
  }

  /** Is told that {@link #cell} and {@link #object} are known. */
  protected void placed() {}

  /** Where its cells begin in a row. */
  protected final int cell() {
    return cell;
  }

  /** Where its objects begin in a row. */
  protected final int object() {
    return object;
  }

  /**
   * Looks at rows of a batch before any is added, so that a row that cannot be added is added to
   * nothing.
   *
   * @param arguments aligned with the batch
   * @param rows which rows will be added, but for those that fail
   * @param errors receives the rows that cannot be added
   */
  public void prepare(Column[] arguments, Selection rows, RowErrors errors) {}

  /**
   * The most memory that objects can grow by when rows are added.
   *
   * @param arguments aligned with the batch
   * @param rows rows of the batch
   * @param from the first position in {@code rows}
   * @param to behind the last
   * @return bytes; the greatest long, also for no rows, where no bound is ever known
   */
  public long growth(Column[] arguments, int[] rows, int from, int to) {
    return objects() == 0 ? 0 : Long.MAX_VALUE;
  }

  /**
   * Adds rows.
   *
   * @param input the rows; where nulls do not count, none has a null argument
   */
  public abstract void add(AddedRows input);

  /**
   * Merges a later state into an earlier one; neither is fresh as a whole, but this aggregate's
   * part of either may be.
   *
   * @param target holds the earlier state, and then both
   * @param targetRow its row
   * @param source holds the later state, left as it is
   * @param sourceRow its row
   */
  public abstract void merge(Cells target, int targetRow, Cells source, int sourceRow);

  /**
   * The memory that the objects of a row were accounted for.
   *
   * @param cells holds them
   * @param row a position in it
   * @return bytes
   */
  public long objectBytes(Cells cells, int row) {
    return 0;
  }

  /**
   * Writes the objects of a row for a checkpoint.
   *
   * @param cells holds them
   * @param row a position in it
   * @param target receives the bytes
   */
  public void write(Cells cells, int row, ByteSink target) {}

  /**
   * Reads what {@link #write} wrote.
   *
   * @param cells to write to; the row's cells are there already
   * @param row a position in it
   * @param source at the first byte
   */
  public void read(Cells cells, int row, ByteBuffer source) {}
}
