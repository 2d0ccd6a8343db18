package io.weir.operators.join;

import io.weir.api.data.Batch;
import io.weir.api.data.BooleanColumn;
import io.weir.api.data.Column;
import io.weir.api.data.DataType;
import io.weir.operators.expr.Kernel;
import io.weir.operators.expr.RowErrors;
import io.weir.operators.expr.Selection;
import io.weir.operators.key.KeyEncoder;
import io.weir.operators.key.KeyTable;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One version of a table, indexed for one join. Rows of a key are a chain in the table's order.
 *
 * <p>Thread: one at a time; does not change.
 */
final class TableIndex {

  /** No row. */
  static final int NONE = -1;

  /** A row that the filter refuses. */
  static final int FILTERED = -2;

  /** A row for which the filter fails. */
  static final int FAILS = -3;

  private final Batch rows;
  private final long version;
  private final KeyTable keys;
  private final int[] heads; // by key
  private final int[] next; // by row
  private final boolean unique;
  private final int @Nullable [] judged; // by row: the row, FILTERED or FAILS
  private final long @Nullable [] starts; // by row: from when it holds
  private final long @Nullable [] ends; // by row: from when it does not hold any more
  private final RowErrors filterErrors = new RowErrors();

  TableIndex(
      Batch rows,
      long version,
      List<Kernel> keyKernels,
      List<DataType> keyTypes,
      boolean[] nullSafe,
      @Nullable TableFilter filter,
      @Nullable Validity validity) {
    this.rows = rows;
    this.version = version;
    keys = new KeyTable(keyTypes);
    next = new int[rows.size()];
    int[] byKey = new int[rows.size() + 1];
    Arrays.fill(byKey, NONE);
    unique = link(keyKernels, nullSafe, byKey);
    heads = Arrays.copyOf(byKey, Math.max(1, keys.bound()));
    judged = filter == null ? null : judge(filter);
    starts = validity == null ? null : validity.from(rows).values();
    ends = validity == null ? null : validity.ends(rows);
  }

  private boolean link(List<Kernel> keyKernels, boolean[] nullSafe, int[] byKey) {
    Column[] columns = new Column[keyKernels.size()];
    RowErrors errors = new RowErrors();
    Selection all = Selection.all(rows.size());
    for (int i = 0; i < columns.length; i++) {
      columns[i] = keyKernels.get(i).evaluate(rows, all, errors);
    }
    KeyEncoder encoder = new KeyEncoder(keys);
    boolean single = true;
    for (int row = rows.size() - 1; row >= 0; row--) {
      next[row] = NONE;
      if (!errors.failed(row) && !neverMatches(columns, nullSafe, row)) {
        int key = encoder.add(columns, row);
        next[row] = byKey[key];
        byKey[key] = row;
        single &= next[row] == NONE;
      }
    }
    return single;
  }

  /** Null keys never match, but for those of {@code <=>}. */
  static boolean neverMatches(Column[] columns, boolean[] nullSafe, int row) {
    for (int i = 0; i < columns.length; i++) {
      if (!nullSafe[i] && columns[i].isNull(row)) {
        return true;
      }
    }
    return false;
  }

  private int[] judge(TableFilter filter) {
    Selection all = Selection.all(rows.size());
    BooleanColumn column = (BooleanColumn) filter.condition().evaluate(rows, all, filterErrors);
    int[] verdicts = new int[rows.size()];
    for (int row = 0; row < verdicts.length; row++) {
      boolean passes = column.isNull(row) ? !filter.decidesNulls() : column.values()[row];
      verdicts[row] = filterErrors.failed(row) ? FAILS : passes ? row : FILTERED;
    }
    return verdicts;
  }

  /** 1 for a row of the table, 0 for what is none; no branch, for nobody can predict which. */
  static int isRow(int partner) {
    return ~partner >>> 31;
  }

  /** 1 for {@link #NONE}, 0 for all else; no branch. */
  static int isNone(int partner) {
    int bits = ~partner; // 0 for NONE only
    return (bits | -bits) >>> 31 ^ 1;
  }

  /** Whether the filter fails for any row. */
  boolean mayFail() {
    return filterErrors.any();
  }

  Batch rows() {
    return rows;
  }

  long version() {
    return version;
  }

  KeyTable keys() {
    return keys;
  }

  /** Whether no key has several rows. */
  boolean unique() {
    return unique;
  }

  /** The first row of a key, given its id. */
  int head(int key) {
    return key < 0 ? NONE : heads[key];
  }

  /** The next row of the same key. */
  int next(int row) {
    return next[row];
  }

  /** Whether a row holds at a time; always, for a join that is not as of a time. */
  boolean holds(int row, long timeMicros) {
    return starts == null || ends == null || (starts[row] <= timeMicros && timeMicros < ends[row]);
  }

  /** A row if the filter takes it, else FILTERED or FAILS. */
  int verdict(int row) {
    return judged == null ? row : judged[row];
  }

  /** The partner of a key: where it can be only one, with the filter's verdict. */
  int partner(int key) {
    int head = head(key);
    return head < 0 || !unique ? head : verdict(head);
  }

  String filterError(int row) {
    return filterErrors.reason(row);
  }
}
