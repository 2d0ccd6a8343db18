package io.weir.operators.streamjoin;

import io.weir.api.data.Column;
import io.weir.operators.Rows;
import io.weir.operators.expr.Kernel;
import io.weir.operators.expr.RowErrors;
import io.weir.operators.key.KeyEncoder;
import io.weir.operators.key.KeyTable;
import java.util.List;

/** The way of one side's rows to the keys that both sides share. */
final class SideKeys {

  private final Kernel[] keys;
  private final boolean[] nullSafe;
  private final Column[] columns;
  private final KeyEncoder encoder;

  SideKeys(KeyTable table, List<Kernel> keys, boolean[] nullSafe) {
    this.keys = keys.toArray(Kernel[]::new);
    this.nullSafe = nullSafe.clone();
    this.columns = new Column[this.keys.length];
    this.encoder = new KeyEncoder(table);
  }

  /** Evaluates the keys of a batch. */
  void prepare(Rows rows, RowErrors errors) {
    for (int i = 0; i < keys.length; i++) {
      columns[i] = keys[i].evaluate(rows.batch(), rows.selection(), errors);
    }
  }

  /** Null keys never match, but for those of {@code <=>}. */
  boolean neverMatches(int row) {
    for (int i = 0; i < columns.length; i++) {
      if (!nullSafe[i] && columns[i].isNull(row)) {
        return true;
      }
    }
    return false;
  }

  int find(int row) {
    return encoder.find(columns, row);
  }

  int add(int row) {
    return encoder.add(columns, row);
  }

  int extraBytes(int row) {
    return encoder.extraBytes(columns, row);
  }
}
