package io.weir.operators.partition;

import io.weir.operators.KeyedOperator;
import io.weir.operators.Rows;
import io.weir.operators.expr.Selection;

/**
 * One of the partitions of an operator: the operator that has some of the keys, what it says of
 * rows and records, and the rows of the batch at hand that are its.
 *
 * <p>Thread: one at a time.
 */
final class Partition {

  private final KeyedOperator operator;
  private final PartitionFates fates;
  private final PartitionRecords records;
  private int[] positions = new int[0];
  private int count;

  Partition(KeyedOperator operator, PartitionFates fates, PartitionRecords records) {
    this.operator = operator;
    this.fates = fates;
    this.records = records;
  }

  KeyedOperator operator() {
    return operator;
  }

  PartitionFates fates() {
    return fates;
  }

  PartitionRecords records() {
    return records;
  }

  /** Begins to choose rows, of at most so many. */
  void choose(int most) {
    if (positions.length < most) {
      positions = new int[most];
    }
    count = 0;
  }

  void add(int position) {
    positions[count++] = position;
  }

  /** The rows chosen, ascending; valid until others are. */
  Rows chosen(Rows of) {
    return of.part(Selection.of(positions, count));
  }
}
