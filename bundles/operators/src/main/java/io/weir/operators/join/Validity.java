package io.weir.operators.join;

import io.weir.api.data.Batch;
import io.weir.api.data.LongColumn;
import io.weir.operators.column.IntSorter;
import io.weir.operators.column.ValueOrder;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * From when to when each row of a versioned table holds: from its own time, which is inclusive, to
 * that of the next row of the same key, which is exclusive. A row without a time never holds.
 *
 * @param validFrom the position of the timestamp from which a row holds
 * @param key the positions of the columns that tell what a row is about
 */
public record Validity(int validFrom, List<Integer> key) {

  /** Copies the key. */
  public Validity {
    key = List.copyOf(key);
  }

  /** For each row the time at which it does not hold any more. */
  long[] ends(Batch rows) {
    LongColumn from = from(rows);
    int[] order = new int[rows.size()];
    Arrays.setAll(order, row -> row);
    IntSorter.sort(order, order.length, (a, b) -> compare(rows, from, a, b));
    long[] ends = new long[rows.size()];
    for (int i = 0; i < order.length; i++) {
      boolean last = i + 1 == order.length || compareKeys(rows, order[i], order[i + 1]) != 0;
      ends[order[i]] =
          from.isNull(order[i])
              ? Long.MIN_VALUE
              : last ? Long.MAX_VALUE : from.values()[order[i + 1]];
    }
    return ends;
  }

  LongColumn from(Batch rows) {
    return (LongColumn) rows.column(validFrom);
  }

  private int compare(Batch rows, LongColumn from, int a, int b) {
    int compared = compareKeys(rows, a, b);
    if (compared != 0 || from.isNull(a) || from.isNull(b)) {
      return compared != 0 ? compared : Boolean.compare(from.isNull(b), from.isNull(a));
    }
    return Long.compare(from.values()[a], from.values()[b]);
  }

  private int compareKeys(Batch rows, int a, int b) {
    for (int column : key) {
      Comparator<@Nullable Object> order = ValueOrder.of(rows.column(column).type());
      int compared = order.compare(rows.column(column).value(a), rows.column(column).value(b));
      if (compared != 0) {
        return compared;
      }
    }
    return 0;
  }
}
