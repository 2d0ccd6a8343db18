package io.weir.operators.partition;

import io.weir.api.Fate;
import io.weir.api.connector.ByteSink;
import io.weir.operators.HeldRecords;
import io.weir.operators.Rows;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The records that one partition holds, by numbers of its own. What it does to them is noted, and
 * done to those of the query when all partitions are through.
 *
 * <p>Thread: that of the partition; {@link #begin}, {@link #end} and whatever is about a
 * checkpoint, the one that calls the query.
 */
public final class PartitionRecords implements HeldRecords {

  private final HeldRecords records; // of the query
  private int[] theirs = new int[64]; // numbers there, by those here
  private int[] free = new int[64];
  private int freeCount;
  private int bound;

  // Since the last end.
  private final IntList held = new IntList(); // a number, and the position of its row
  private final IntList noted = new IntList(); // a number and a fate
  private final IntList released = new IntList();
  private Rows[] rows = new Rows[64]; // of each held number

  /**
   * Holds nothing.
   *
   * @param records those of the query
   */
  public PartitionRecords(HeldRecords records) {
    this.records = records;
  }

  @Override
  public int hold(Rows from, int row) {
    int number = number();
    if (held.size() / 2 == rows.length) {
      rows = Arrays.copyOf(rows, rows.length * 2);
    }
    rows[held.size() / 2] = from;
    held.add(number);
    held.add(row);
    return number;
  }

  private int number() {
    int number = freeCount > 0 ? free[--freeCount] : bound++;
    if (number == theirs.length) {
      theirs = Arrays.copyOf(theirs, number * 2);
    }
    return number;
  }

  @Override
  public int hold(int one, int other) {
    throw new IllegalStateException(
        "found a row that an operator before holds, expected rows of sources: operators behind"
            + " others are not divided");
  }

  @Override
  public void note(int number, Fate fate) {
    if (number != NONE) {
      noted.add(number);
      noted.add(fate.ordinal());
    }
  }

  @Override
  public void release(int number) {
    if (number != NONE) {
      released.add(number);
    }
  }

  @Override
  public void write(int number, ByteSink target) {
    records.write(theirs(number), target);
  }

  @Override
  public int read(ByteBuffer source) {
    int theirNumber = records.read(source);
    if (theirNumber == NONE) {
      return NONE;
    }
    int number = number();
    theirs[number] = theirNumber;
    return number;
  }

  /** The number that the query has for one of these. */
  int theirs(int number) {
    return number == NONE ? NONE : theirs[number];
  }

  /** Holds what was held here, and notes what was noted. */
  void begin() {
    for (int i = 0; i < held.size(); i += 2) {
      theirs[held.get(i)] = records.hold(rows[i / 2], held.get(i + 1));
    }
    Arrays.fill(rows, 0, held.size() / 2, null);
    held.clear();
    for (int i = 0; i < noted.size(); i += 2) {
      records.note(theirs[noted.get(i)], FATES[noted.get(i + 1)]);
    }
    noted.clear();
  }

  /** Lets go what was let go here. */
  void end() {
    for (int i = 0; i < released.size(); i++) {
      int number = released.get(i);
      records.release(theirs[number]);
      if (freeCount == free.length) {
        free = Arrays.copyOf(free, freeCount * 2);
      }
      free[freeCount++] = number;
    }
    released.clear();
  }

  private static final Fate[] FATES = Fate.values();
}
