package io.weir.operators.group;

import io.weir.api.data.Batch;
import io.weir.api.data.Column;
import io.weir.operators.Rows;
import io.weir.operators.expr.Kernel;
import io.weir.operators.expr.RowErrors;
import io.weir.operators.expr.Selection;
import io.weir.operators.key.KeyEncoder;
import io.weir.operators.key.KeyTable;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Groups by keys that depend on the joined table's row alone: the site of a device, and the device
 * itself where the join equates it with a column of the table. The group is found once for each row
 * of a table's version, whatever the number and type of the keys.
 */
public final class TableRowGroups implements Groups {

  private final KeyTable table;
  private final KeyEncoder encoder;
  private final int join;
  private final Kernel[] keys;
  private final Column[] columns;
  private final RowErrors tableErrors = new RowErrors();

  private @Nullable Batch known;
  private int knownEpoch;
  private int[] byTableRow = new int[0]; // id + 1; 0 is unknown
  private int[] tableRows = new int[0];

  /**
   * A way into groups.
   *
   * @param table the groups
   * @param join the number of the join in the query
   * @param keys the grouping expressions, over the joined table's columns
   */
  public TableRowGroups(KeyTable table, int join, List<Kernel> keys) {
    this.table = table;
    this.encoder = new KeyEncoder(table);
    this.join = join;
    this.keys = keys.toArray(Kernel[]::new);
    this.columns = new Column[this.keys.length];
  }

  @Override
  public void prepare(Rows rows, int[] ids, RowErrors errors) {
    remember(rows.table(join));
    tableRows = rows.tableRows(join);
    int[] partners = tableRows;
    int[] groups = byTableRow;
    Selection selection = rows.selection();
    int[] selected = selection.rows();
    for (int i = 0; i < selection.count(); i++) {
      int id = groups[partners[selected[i]]] - 1;
      ids[i] = id >= 0 ? id : findUnlessFailed(selected[i], errors);
    }
  }

  private int findUnlessFailed(int row, RowErrors errors) {
    int partner = tableRows[row];
    if (tableErrors.failed(partner)) {
      errors.raise(row, tableErrors.reason(partner));
      return -1;
    }
    return find(row);
  }

  private void remember(Batch version) {
    if (known != version) {
      known = version;
      tableErrors.clear();
      Selection all = Selection.all(version.size());
      for (int i = 0; i < keys.length; i++) {
        columns[i] = keys[i].evaluate(version, all, tableErrors);
      }
      byTableRow = new int[version.size()];
      knownEpoch = table.epoch();
    } else if (knownEpoch != table.epoch()) {
      Arrays.fill(byTableRow, 0);
      knownEpoch = table.epoch();
    }
  }

  @Override
  public int find(int row) {
    int id = encoder.find(columns, tableRows[row]);
    byTableRow[tableRows[row]] = id + 1;
    return id;
  }

  @Override
  public int add(int row) {
    int id = encoder.add(columns, tableRows[row]);
    byTableRow[tableRows[row]] = id + 1;
    return id;
  }

  @Override
  public int extraBytes(int row) {
    return encoder.extraBytes(columns, tableRows[row]);
  }
}
