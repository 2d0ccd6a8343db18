package io.weir.operators.expand;

import io.weir.api.data.Batch;
import io.weir.api.data.Column;
import io.weir.api.data.Schema;
import io.weir.operators.column.Placeholders;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * The columns of an input for rows that were multiplied; those that nobody needs are placeholders.
 *
 * <p>Thread: one at a time.
 */
final class GatheredColumns {

  private final BitSet needed;
  private final List<Placeholders> placeholders;

  GatheredColumns(Schema input, BitSet needed) {
    this.needed = (BitSet) needed.clone();
    this.placeholders = input.fields().stream().map(f -> new Placeholders(f.type())).toList();
  }

  /** The columns for rows {@code from[0]} to {@code from[count - 1]} of a batch. */
  List<Column> of(Batch batch, int[] from, int count) {
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < placeholders.size(); i++) {
      columns.add(
          needed.get(i) ? batch.column(i).gather(from, count) : placeholders.get(i).of(count));
    }
    return columns;
  }
}
