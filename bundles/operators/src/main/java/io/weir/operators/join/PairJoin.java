package io.weir.operators.join;

import io.weir.api.Fate;
import io.weir.api.data.Batch;
import io.weir.api.data.BooleanColumn;
import io.weir.api.data.LongColumn;
import io.weir.operators.RowFates;
import io.weir.operators.Rows;
import io.weir.operators.expr.Kernel;
import io.weir.operators.expr.RowErrors;
import io.weir.operators.expr.Selection;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The general form of a join with a table: makes all pairs of equal keys, then keeps those for
 * which the residual condition is true. A row for which it fails, and which no other pair takes
 * further, is quarantined.
 *
 * <p>Thread: one at a time.
 */
final class PairJoin {

  private static final int FAILED = -2;

  private final int number;
  private final JoinKind kind;
  private final @Nullable Kernel residual;
  private final JoinedColumns output;
  private final JoinedColumns candidates;
  private final RowErrors errors = new RowErrors();

  private int[] left = new int[64];
  private int[] right = new int[64];
  private int size;

  PairJoin(
      int number,
      JoinKind kind,
      @Nullable Kernel residual,
      JoinedColumns output,
      JoinedColumns candidates) {
    this.number = number;
    this.kind = kind;
    this.residual = residual;
    this.output = output;
    this.candidates = candidates;
  }

  /** Joins rows with those of a key that hold at their time; {@code times} is null for any time. */
  void apply(Rows rows, TableIndex table, int[] heads, @Nullable LongColumn times, RowFates fates) {
    Selection selection = rows.selection();
    size = 0;
    for (int i = 0; i < selection.count(); i++) {
      int row = selection.row(i);
      for (int partner = heads[row]; partner >= 0; partner = table.next(partner)) {
        if (times == null || (!times.isNull(row) && table.holds(partner, times.values()[row]))) {
          add(row, partner);
        }
      }
    }
    judgeResidual(rows.batch(), table);
    if (kind == JoinKind.INNER || kind == JoinKind.LEFT) {
      yieldPairs(rows, table, fates);
    } else {
      yieldRows(rows, fates);
    }
  }

  private void add(int row, int partner) {
    if (size == left.length) {
      left = Arrays.copyOf(left, size * 2);
      right = Arrays.copyOf(right, size * 2);
    }
    left[size] = row;
    right[size++] = partner;
  }

  /** Sets the partner of pairs that the residual refuses to NONE, of those that fail to FAILED. */
  private void judgeResidual(Batch batch, TableIndex table) {
    errors.clear();
    Kernel condition = residual;
    if (condition == null || size == 0) {
      return;
    }
    Batch pairs = candidates.pairs(batch, table, left, right, size);
    BooleanColumn truth = (BooleanColumn) condition.evaluate(pairs, Selection.all(size), errors);
    for (int i = 0; i < size; i++) {
      if (errors.failed(i)) {
        right[i] = FAILED;
      } else if (truth.isNull(i) || !truth.values()[i]) {
        right[i] = TableIndex.NONE;
      }
    }
  }

  private void yieldPairs(Rows rows, TableIndex table, RowFates fates) {
    Selection selection = rows.selection();
    int[] streamRows = new int[size + selection.count()];
    int[] partners = new int[streamRows.length];
    int count = 0;
    int pair = 0;
    for (int i = 0; i < selection.count(); i++) {
      int row = selection.row(i);
      int before = count;
      int failure = -1;
      boolean matched = false;
      for (; pair < size && left[pair] == row; pair++) {
        if (right[pair] >= 0) {
          matched = true;
          if (passes(rows, row, right[pair], table, fates)) {
            streamRows[count] = row;
            partners[count++] = right[pair];
          }
        } else if (right[pair] == FAILED) {
          failure = pair;
        }
      }
      if (failure >= 0) {
        fates.quarantine(rows, row, errors.reason(failure));
      } else if (!matched && kind == JoinKind.LEFT) {
        streamRows[before] = row;
        partners[count++] = TableIndex.NONE;
      } else if (!matched) {
        fates.note(Fate.NO_MATCH, rows, new int[] {row}, 0, 1);
      }
    }
    Batch pairs = output.pairs(rows.batch(), table, streamRows, partners, count);
    rows.multiply(pairs, streamRows);
    rows.joined(number, table.rows(), partners);
  }

  private static boolean passes(Rows rows, int row, int partner, TableIndex table, RowFates fates) {
    int verdict = table.verdict(partner);
    if (verdict == TableIndex.FILTERED) {
      fates.note(Fate.FILTERED, rows, new int[] {row}, 0, 1);
    } else if (verdict == TableIndex.FAILS) {
      fates.quarantine(rows, row, table.filterError(partner));
    }
    return verdict >= 0;
  }

  private void yieldRows(Rows rows, RowFates fates) {
    Selection selection = rows.selection();
    int[] kept = new int[selection.count()];
    int count = 0;
    int pair = 0;
    for (int i = 0; i < selection.count(); i++) {
      int row = selection.row(i);
      boolean matched = false;
      int failure = -1;
      for (; pair < size && left[pair] == row; pair++) {
        matched |= right[pair] >= 0;
        failure = right[pair] == FAILED ? pair : failure;
      }
      if (!matched && failure >= 0) {
        fates.quarantine(rows, row, errors.reason(failure));
      } else if (matched == (kind == JoinKind.SEMI)) {
        kept[count++] = row;
      } else {
        Fate fate = matched ? Fate.FILTERED : Fate.NO_MATCH;
        fates.note(fate, rows, new int[] {row}, 0, 1);
      }
    }
    rows.select(Selection.of(kept, count));
  }
}
