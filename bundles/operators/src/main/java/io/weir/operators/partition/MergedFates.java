package io.weir.operators.partition;

import io.weir.api.Fate;
import io.weir.api.data.Batch;
import io.weir.api.data.Schema;
import io.weir.operators.RowFates;
import io.weir.operators.Rows;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Says what partitions said, in the order of the rows.
 *
 * <p>Thread: the one that calls the query.
 */
final class MergedFates {

  private static final Schema NOTHING = new Schema(List.of());

  private final List<Partition> partitions;
  private final Interleaving order = new Interleaving();
  private final int[] counts;
  private final int[] one = new int[1];

  MergedFates(List<Partition> partitions) {
    this.partitions = partitions;
    this.counts = new int[partitions.size()];
  }

  void flow(RowFates target) {
    int said = 0;
    for (int p = 0; p < counts.length; p++) {
      counts[p] = partitions.get(p).fates().size();
      said += counts[p];
    }
    Rows rows = said == 0 ? view(0) : inOrder(said);
    for (Partition partition : partitions) {
      for (Fate fate : Fate.values()) {
        int count = (int) partition.fates().count(fate);
        if (count > 0) {
          target.note(fate, rows, one, 0, count);
        }
      }
    }
    if (said > 0) {
      say(rows, target);
    }
    partitions.forEach(partition -> partition.fates().clear());
  }

  private static Rows view(int size) {
    return new Rows(
        new Batch(NOTHING, List.of(), size),
        new long[size],
        new long[size],
        new int[size],
        new int[size]);
  }

  /** The rows of which something was said, one for each saying. */
  private Rows inOrder(int size) {
    partitions.forEach(partition -> partition.fates().sort());
    order.merge(
        counts,
        (left, leftRow, right, rightRow) ->
            Integer.compare(fates(left).turn(leftRow), fates(right).turn(rightRow)));
    long[] times = new long[size];
    int[] origins = new int[size];
    int[] held = new int[size];
    for (int i = 0; i < size; i++) {
      Partition partition = partitions.get(order.partition(i));
      int row = order.rows()[i];
      times[i] = partition.fates().time(row);
      origins[i] = partition.fates().origin(row);
      held[i] = partition.records().theirs(partition.fates().held(row));
    }
    return new Rows(new Batch(NOTHING, List.of(), size), times, times, origins, held);
  }

  private PartitionFates fates(int partition) {
    return partitions.get(partition).fates();
  }

  private void say(Rows rows, RowFates target) {
    int size = rows.batch().size();
    int[] late = new int[size];
    int lateCount = 0;
    for (int i = 0; i < size; i++) {
      PartitionFates fates = fates(order.partition(i));
      int row = order.rows()[i];
      switch (fates.saying(row)) {
        case LATE -> late[lateCount++] = i;
        case PARTLY_LATE -> target.partlyLate(rows, i);
        case QUARANTINED -> target.quarantine(rows, i, Objects.requireNonNull(fates.reason(row)));
        case NOTED -> {
          one[0] = i;
          target.note(fates.fate(row), rows, one, 0, 1);
        }
      }
    }
    if (lateCount > 0) {
      target.late(rows, Arrays.copyOf(late, lateCount), lateCount);
    }
  }
}
