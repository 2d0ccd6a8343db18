package io.weir.operators.aggregate;

import io.weir.api.connector.ByteSink;
import io.weir.api.data.Batch;
import io.weir.api.data.Column;
import io.weir.operators.expr.RowErrors;
import io.weir.operators.expr.Selection;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * All aggregates of a query, over cells.
 *
 * <p>Thread: one at a time.
 */
public final class Aggregates {

  private final Lane[] lanes;
  private final AggregateResult[] results;
  private final int width;
  private final int objectWidth;

  Aggregates(List<Lane> lanes, List<AggregateResult> results, int width, int objectWidth) {
    this.lanes = lanes.toArray(Lane[]::new);
    this.results = results.toArray(AggregateResult[]::new);
    this.width = width;
    this.objectWidth = objectWidth;
  }

  /** Empty cells for these aggregates. */
  public Cells newCells() {
    return new Cells(width, objectWidth);
  }

  /** The number of aggregates. */
  public int size() {
    return results.length;
  }

  /** The fixed memory of a group in a pane, bytes. */
  public int rowBytes() {
    return 8 * (width + objectWidth);
  }

  /** Whether rows hold objects, whose memory grows with what is added. */
  public boolean holdsObjects() {
    return objectWidth > 0;
  }

  /** Whether {@link #growth} has a bound for every batch. */
  public boolean boundGrowth() {
    return growth(new int[0], 0, 0) == 0;
  }

  /**
   * Evaluates filters and arguments over a batch.
   *
   * @param batch the input
   * @param rows which rows
   * @param errors receives the rows that fail; they must not be added
   */
  public void evaluate(Batch batch, Selection rows, RowErrors errors) {
    for (Lane lane : lanes) {
      lane.evaluate(batch, rows, errors);
    }
  }

  /**
   * The most memory that objects can grow by when rows of the batch that was evaluated last are
   * added.
   *
   * @param rows rows of the batch
   * @param from the first position in {@code rows}
   * @param to behind the last
   * @return bytes; the greatest long where no bound is known
   */
  public long growth(int[] rows, int from, int to) {
    long bytes = 0;
    for (Lane lane : lanes) {
      long more = lane.growth(rows, from, to);
      bytes = bytes + more < 0 ? Long.MAX_VALUE : bytes + more;
    }
    return bytes;
  }

  /**
   * Adds rows of the batch that was evaluated last.
   *
   * @param eventTimes of each row of the batch
   * @param rows rows of the batch, in the journal's order
   * @param targets rows of the cells
   * @param from the first position in both arrays
   * @param to behind the last position
   * @param cells where to add
   */
  public void add(long[] eventTimes, int[] rows, int[] targets, int from, int to, Cells cells) {
    for (Lane lane : lanes) {
      lane.add(eventTimes, rows, targets, from, to, cells);
    }
  }

  /**
   * The memory that the objects of a row were accounted for.
   *
   * @param cells holds them
   * @param row a position in it
   * @return bytes
   */
  public long objectBytes(Cells cells, int row) {
    long bytes = 0;
    for (Lane lane : lanes) {
      bytes += lane.objectBytes(cells, row);
    }
    return bytes;
  }

  /**
   * Merges a later row into an earlier one.
   *
   * @param target holds the earlier row, and then both
   * @param targetRow its position
   * @param source holds the later row
   * @param sourceRow its position
   */
  public void merge(Cells target, int targetRow, Cells source, int sourceRow) {
    for (Lane lane : lanes) {
      lane.merge(target, targetRow, source, sourceRow);
    }
  }

  /**
   * The results of an aggregate.
   *
   * @param index which aggregate
   * @param cells holds its state
   * @param rows positions in the cells
   * @param from the first position in {@code rows}
   * @param count how many
   * @param errors receives positions 0 to count - 1 that have no result, with the reason
   * @return a column of {@code count} values
   */
  public Column result(int index, Cells cells, int[] rows, int from, int count, RowErrors errors) {
    return results[index].result(cells, rows, from, count, errors);
  }

  /**
   * Writes a row for a checkpoint, exactly.
   *
   * @param cells holds it
   * @param row its position
   * @param target receives the bytes
   */
  public void write(Cells cells, int row, ByteSink target) {
    for (int i = row * width; i < (row + 1) * width; i++) {
      target.writeLong(cells.longs()[i]);
    }
    for (Lane lane : lanes) {
      lane.write(cells, row, target);
    }
  }

  /**
   * Reads what {@link #write} wrote into a fresh row.
   *
   * @param cells to write to
   * @param row a fresh row
   * @param source at the first byte
   */
  public void read(Cells cells, int row, ByteBuffer source) {
    for (int i = row * width; i < (row + 1) * width; i++) {
      cells.longs()[i] = source.getLong();
    }
    for (Lane lane : lanes) {
      lane.read(cells, row, source);
    }
  }
}
