package io.weir.operators.group;

import io.weir.api.data.Column;
import io.weir.api.data.Dictionary;
import io.weir.api.data.StringColumn;
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
 * Groups by expressions over the row. A single text is looked up once for each code of the
 * dictionary.
 */
public final class KeyedGroups implements Groups {

  private final KeyTable table;
  private final KeyEncoder encoder;
  private final Kernel[] keys;
  private final Column[] columns;

  // Group by code, for a single text.
  private @Nullable Dictionary known;
  private int knownEpoch;
  private int[] byCode = new int[0]; // id + 1; 0 is unknown

  /**
   * A way into groups.
   *
   * @param table the groups
   * @param keys the grouping expressions, in the order of the table's columns
   */
  public KeyedGroups(KeyTable table, List<Kernel> keys) {
    this.table = table;
    this.encoder = new KeyEncoder(table);
    this.keys = keys.toArray(Kernel[]::new);
    this.columns = new Column[this.keys.length];
  }

  @Override
  public void prepare(Rows rows, int[] ids, RowErrors errors) {
    Selection selection = rows.selection();
    for (int i = 0; i < keys.length; i++) {
      columns[i] = keys[i].evaluate(rows.batch(), selection, errors);
    }
    if (errors.any()) {
      prepareSome(selection, ids, errors);
    } else if (keys.length == 0) {
      Arrays.fill(ids, 0, selection.count(), encoder.find(columns, 0));
    } else if (keys.length == 1 && columns[0] instanceof StringColumn text) {
      findTexts(text, selection, ids);
    } else {
      encoder.find(columns, selection.rows(), selection.count(), ids);
    }
  }

  /**
   * Whether a part of a row's key is null.
   *
   * @param index which part
   * @param row a row of the batch
   */
  public boolean isNull(int index, int row) {
    return columns[index].isNull(row);
  }

  /** The rare way: a failed row's columns hold nothing that could be looked up. */
  private void prepareSome(Selection selection, int[] ids, RowErrors errors) {
    for (int i = 0; i < selection.count(); i++) {
      int row = selection.row(i);
      ids[i] = errors.failed(row) ? -1 : encoder.find(columns, row);
    }
  }

  private void findTexts(StringColumn text, Selection selection, int[] ids) {
    remember(text.dictionary());
    int[] codes = text.codes();
    boolean[] nulls = text.nulls();
    int[] rows = selection.rows();
    for (int i = 0; i < selection.count(); i++) {
      int row = rows[i];
      int id = nulls != null && nulls[row] ? -1 : byCode[codes[row]] - 1;
      ids[i] = id >= 0 ? id : find(row);
    }
  }

  private void remember(Dictionary dictionary) {
    if (known != dictionary || knownEpoch != table.epoch()) {
      known = dictionary;
      knownEpoch = table.epoch();
      Arrays.fill(byCode, 0);
    }
    if (byCode.length < dictionary.size()) {
      byCode = Arrays.copyOf(byCode, Math.max(dictionary.size(), byCode.length * 2));
    }
  }

  @Override
  public int find(int row) {
    int id = encoder.find(columns, row);
    remember(row, id);
    return id;
  }

  @Override
  public int add(int row) {
    int id = encoder.add(columns, row);
    remember(row, id);
    return id;
  }

  private void remember(int row, int id) {
    if (id >= 0
        && columns.length == 1
        && columns[0] instanceof StringColumn text
        && text.dictionary() == known
        && knownEpoch == table.epoch()
        && !text.isNull(row)) {
      byCode[text.codes()[row]] = id + 1;
    }
  }

  @Override
  public int extraBytes(int row) {
    return encoder.extraBytes(columns, row);
  }
}
