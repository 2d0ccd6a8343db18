package io.weir.operators.expand;

import io.weir.api.data.Batch;
import io.weir.api.data.Column;
import io.weir.api.data.DataType;
import io.weir.api.data.LongColumn;
import io.weir.api.data.Schema;
import io.weir.operators.RowFates;
import io.weir.operators.Rows;
import io.weir.operators.Stage;
import io.weir.operators.expr.Kernel;
import io.weir.operators.expr.RowErrors;
import io.weir.operators.expr.Selection;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Makes a row for every grouping set: the keys that are not in the set are null, and a number tells
 * the set.
 *
 * <p>Thread: one at a time.
 */
public final class GroupingSetsStage implements Stage {

  private final Schema schema; // the input's columns, the keys, the set
  private final List<Kernel> keys;
  private final long[] sets;
  private final GatheredColumns kept;
  private final RowErrors errors = new RowErrors();

  /**
   * Grouping sets.
   *
   * @param schema of the output: the input's columns, the keys, the set (long)
   * @param input the columns of the input
   * @param keys over the input
   * @param sets one number a set: a bit a key, the last key's the lowest, 1 if the key is left out
   * @param needed which columns of the input somebody looks at
   */
  public GroupingSetsStage(
      Schema schema, Schema input, List<Kernel> keys, List<Long> sets, BitSet needed) {
    this.schema = schema;
    this.keys = List.copyOf(keys);
    this.sets = sets.stream().mapToLong(Long::longValue).toArray();
    this.kept = new GatheredColumns(input, needed);
  }

  @Override
  public boolean multiplies() {
    return true;
  }

  @Override
  public void apply(Rows rows, RowFates fates) {
    Batch batch = rows.batch();
    Selection selection = rows.selection();
    errors.clear();
    List<Column> values = new ArrayList<>();
    for (Kernel key : keys) {
      values.add(key.evaluate(batch, selection, errors));
    }
    for (int i = 0; errors.any() && i < selection.count(); i++) {
      int row = selection.row(i);
      if (errors.failed(row)) {
        fates.quarantine(rows, row, errors.reason(row));
      }
    }
    Selection good = errors.without(selection);
    int count = good.count() * sets.length;
    int[] from = new int[count];
    long[] numbers = new long[count];
    for (int i = 0; i < count; i++) {
      from[i] = good.row(i / sets.length);
      numbers[i] = sets[i % sets.length];
    }
    List<Column> columns = kept.of(batch, from, count);
    for (int key = 0; key < values.size(); key++) {
      columns.add(values.get(key).gather(picks(from, values.size() - 1 - key), count));
    }
    columns.add(new LongColumn(DataType.LONG, numbers, null, count));
    rows.multiply(new Batch(schema, columns, count), from);
  }

  /** The rows where a key is in the set; nothing where it is left out. */
  private int[] picks(int[] from, int bit) {
    int[] picks = new int[from.length];
    for (int i = 0; i < picks.length; i++) {
      picks[i] = (sets[i % sets.length] >> bit & 1) == 0 ? from[i] : -1;
    }
    return picks;
  }
}
