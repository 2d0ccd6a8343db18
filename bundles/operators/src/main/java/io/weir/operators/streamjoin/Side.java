package io.weir.operators.streamjoin;

import io.weir.api.data.Column;
import io.weir.api.data.DataType;
import io.weir.api.data.Schema;
import io.weir.operators.Rows;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One side of a join: the way to its keys, and the rows that it keeps.
 *
 * <p>Thread: one at a time.
 */
final class Side {

  private final boolean yieldsAlone;
  private final SideKeys keys;
  private final SideRows rows;
  private final int[] places; // of the side's columns among those kept; -1 for one not kept
  private final Column[] entering; // of the batch at hand
  private final @Nullable Column[] seen; // of the kept rows

  Side(boolean yieldsAlone, Schema schema, BitSet keptColumns, SideKeys keys, boolean timed) {
    this.yieldsAlone = yieldsAlone;
    this.keys = keys;
    List<DataType> types = keptColumns.stream().mapToObj(i -> schema.field(i).type()).toList();
    this.rows = new SideRows(types, timed);
    this.places = new int[schema.size()];
    int next = 0;
    for (int i = 0; i < places.length; i++) {
      places[i] = keptColumns.get(i) ? next++ : -1;
    }
    this.entering = new Column[next];
    this.seen = new @Nullable Column[next];
  }

  /** Whether its rows are yielded that can have no partner any more. */
  boolean yieldsAlone() {
    return yieldsAlone;
  }

  SideKeys keys() {
    return keys;
  }

  SideRows rows() {
    return rows;
  }

  /** The columns to be kept of a batch. */
  Column[] entering(Rows batch) {
    for (int i = 0; i < places.length; i++) {
      if (places[i] >= 0) {
        entering[places[i]] = batch.batch().column(i);
      }
    }
    return entering;
  }

  /** Looks at the rows that are kept now; {@link #column} gives those until the next look. */
  void look() {
    for (int i = 0; i < seen.length; i++) {
      seen[i] = rows.column(i);
    }
  }

  /** A column of the kept rows, by place. */
  Column column(int index) {
    return Objects.requireNonNull(seen[places[index]]);
  }
}
