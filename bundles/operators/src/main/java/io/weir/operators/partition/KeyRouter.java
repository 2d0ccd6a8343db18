package io.weir.operators.partition;

import io.weir.api.data.Column;
import io.weir.api.data.DataType;
import io.weir.operators.Rows;
import io.weir.operators.expr.Kernel;
import io.weir.operators.expr.RowErrors;
import io.weir.operators.expr.Selection;
import io.weir.operators.key.KeyHash;
import java.util.List;

/** Routes by expressions over the row. */
public final class KeyRouter implements Router {

  private final Kernel[] keys;
  private final Column[] columns;
  private final KeyHash hash;
  private final RowErrors errors = new RowErrors();

  /**
   * A router.
   *
   * @param types of the key
   * @param keys compute its values
   */
  public KeyRouter(List<DataType> types, List<Kernel> keys) {
    this.keys = keys.toArray(Kernel[]::new);
    this.columns = new Column[this.keys.length];
    this.hash = new KeyHash(types);
  }

  @Override
  public void route(Rows rows, int partitions, int[] numbers) {
    Selection selection = rows.selection();
    errors.clear();
    for (int i = 0; i < keys.length; i++) {
      columns[i] = keys[i].evaluate(rows.batch(), selection, errors);
    }
    for (int i = 0; i < selection.count(); i++) {
      int row = selection.row(i);
      numbers[i] = errors.failed(row) ? 0 : Router.partition(hash.of(columns, row), partitions);
    }
  }
}
