package io.weir.operators.streamjoin;

import io.weir.operators.Rows;
import io.weir.operators.expr.Kernel;
import io.weir.operators.expr.RowErrors;
import io.weir.operators.group.KeyedGroups;
import io.weir.operators.key.KeyTable;
import java.util.List;

/**
 * The way of one side's rows to the keys that both sides share.
 *
 * <p>Thread: one at a time.
 */
final class SideKeys {

  private final KeyedGroups groups;
  private final boolean[] nullSafe;
  private int[] ids = new int[0]; // by position in the selection; -1 for one that is not there yet

  SideKeys(KeyTable table, List<Kernel> keys, boolean[] nullSafe) {
    this.groups = new KeyedGroups(table, keys);
    this.nullSafe = nullSafe.clone();
  }

  /** Evaluates the keys of a batch and looks them up. */
  void prepare(Rows rows, RowErrors errors) {
    int count = rows.selection().count();
    if (ids.length < count) {
      ids = new int[count];
    }
    groups.prepare(rows, ids, errors);
  }

  /** Null keys never match, but for those of {@code <=>}. */
  boolean neverMatches(int row) {
    for (int i = 0; i < nullSafe.length; i++) {
      if (!nullSafe[i] && groups.isNull(i, row)) {
        return true;
      }
    }
    return false;
  }

  /** The id that a row's key had when the batch was looked up, or -1. */
  int found(int position) {
    return ids[position];
  }

  /** The id of a row's key, or -1; {@code position} is the row's in the selection. */
  int find(int position, int row) {
    return ids[position] >= 0 ? ids[position] : groups.find(row);
  }

  int add(int row) {
    return groups.add(row);
  }

  int extraBytes(int row) {
    return groups.extraBytes(row);
  }
}
