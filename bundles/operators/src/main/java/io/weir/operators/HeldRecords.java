package io.weir.operators;

import io.weir.api.Fate;
import io.weir.api.connector.ByteSink;
import java.nio.ByteBuffer;

/**
 * The records that operators hold on to, so that a record has one fate although rows of it wait,
 * meet others and go on much later. An operator that keeps a row asks for a number, keeps it beside
 * the row, and gives it back when it lets the row go.
 *
 * <p>A number stands for all records of which the row was made: that of a pair for both.
 *
 * <p>Thread: the one that calls the query.
 */
public interface HeldRecords {

  /** The number of no record: of a row that an aggregation made. */
  int NONE = -1;

  /**
   * Holds the records of a row. While one waits, and no row of it got further, its fate is {@link
   * Fate#PENDING}.
   *
   * @param rows holds the row
   * @param row a position in the batch
   * @return their number, to be released once; {@link #NONE} if the row was made of no record
   */
  int hold(Rows rows, int row);

  /**
   * Holds the records of a pair of rows.
   *
   * @param one the number of the one row
   * @param other the number of the other
   * @return a number for both, to be released once
   */
  int hold(int one, int other);

  /**
   * Notes how far a row got.
   *
   * @param held its number
   * @param fate what became of it
   */
  void note(int held, Fate fate);

  /**
   * Lets a row's records go. Those that nothing holds any more keep the fate that they have.
   *
   * @param held what {@link #hold} or {@link #read} gave
   */
  void release(int held);

  /**
   * Writes a number for a checkpoint.
   *
   * @param held a number
   * @param target receives the bytes
   */
  void write(int held, ByteSink target);

  /**
   * Reads a number, and holds its records.
   *
   * @param source at what {@link #write} wrote
   * @return to be released once
   */
  int read(ByteBuffer source);
}
