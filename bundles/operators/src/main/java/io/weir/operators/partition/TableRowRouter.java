package io.weir.operators.partition;

import io.weir.api.data.Batch;
import io.weir.api.data.Column;
import io.weir.api.data.DataType;
import io.weir.operators.Rows;
import io.weir.operators.expr.Kernel;
import io.weir.operators.expr.RowErrors;
import io.weir.operators.expr.Selection;
import io.weir.operators.key.KeyHash;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Routes by keys that the joined table's row determines, once for each row of a version. */
public final class TableRowRouter implements Router {

  private final int join;
  private final Kernel[] keys;
  private final KeyHash hash;
  private @Nullable Batch known;
  private int[] byTableRow = new int[0];

  /**
   * A router.
   *
   * @param join the number of the join in the query
   * @param types of the key
   * @param keys compute its values, over the joined table's columns
   */
  public TableRowRouter(int join, List<DataType> types, List<Kernel> keys) {
    this.join = join;
    this.keys = keys.toArray(Kernel[]::new);
    this.hash = new KeyHash(types);
  }

  @Override
  public void route(Rows rows, int partitions, int[] numbers) {
    remember(rows.table(join), partitions);
    int[] partners = rows.tableRows(join);
    Selection selection = rows.selection();
    int[] selected = selection.rows();
    for (int i = 0; i < selection.count(); i++) {
      numbers[i] = byTableRow[partners[selected[i]]];
    }
  }

  private void remember(Batch version, int partitions) {
    if (known == version) {
      return;
    }
    known = version;
    RowErrors errors = new RowErrors();
    Column[] columns = new Column[keys.length];
    for (int i = 0; i < keys.length; i++) {
      columns[i] = keys[i].evaluate(version, Selection.all(version.size()), errors);
    }
    byTableRow = new int[version.size()];
    for (int row = 0; row < version.size(); row++) {
      byTableRow[row] =
          errors.failed(row) ? 0 : Router.partition(hash.of(columns, row), partitions);
    }
  }
}
