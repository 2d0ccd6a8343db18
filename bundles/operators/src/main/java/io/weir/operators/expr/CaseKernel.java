package io.weir.operators.expr;

import io.weir.api.data.Batch;
import io.weir.api.data.BooleanColumn;
import io.weir.api.data.Column;
import io.weir.api.data.DataType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** CASE, branch by branch over the rows that are still open. */
final class CaseKernel implements Kernel {

  /**
   * A compiled branch.
   *
   * @param when the condition; null for {@code WHEN then IS NOT NULL}, which evaluates the value
   *     once
   * @param then the value
   */
  record CompiledBranch(@Nullable Kernel when, Kernel then) {}

  private final List<CompiledBranch> branches;
  private final @Nullable Kernel otherwise;
  private final ColumnWriter writer;
  private int[] open = new int[0];
  private int[] chosen = new int[0];

  CaseKernel(List<CompiledBranch> branches, @Nullable Kernel otherwise, DataType type) {
    this.branches = List.copyOf(branches);
    this.otherwise = otherwise;
    this.writer = new ColumnWriter(type);
  }

  @Override
  public Column evaluate(Batch batch, Selection rows, RowErrors errors) {
    writer.begin(batch.size());
    if (open.length < rows.count()) {
      open = new int[Math.max(rows.count(), open.length * 2)];
      chosen = new int[open.length];
    }
    Selection rest = rows;
    for (CompiledBranch branch : branches) {
      if (rest.isEmpty()) {
        break;
      }
      Kernel when = branch.when();
      rest =
          when == null
              ? takeNotNull(branch.then(), batch, rest, errors)
              : take(when, branch.then(), batch, rest, errors);
    }
    Kernel last = otherwise;
    if (last == null) {
      for (int i = 0; i < rest.count(); i++) {
        writer.at(rest.row(i)).putNull();
      }
    } else if (!rest.isEmpty()) {
      copy(last.evaluate(batch, rest, errors), rest, errors);
    }
    return writer.finish();
  }

  private Selection take(Kernel when, Kernel then, Batch batch, Selection rows, RowErrors errors) {
    BooleanColumn condition = (BooleanColumn) when.evaluate(batch, rows, errors);
    boolean[] values = condition.values();
    int left = 0;
    int count = 0;
    for (int i = 0; i < rows.count(); i++) {
      int row = rows.row(i);
      if (errors.failed(row)) {
        writer.at(row).putNull();
      } else if (!condition.isNull(row) && values[row]) {
        chosen[count++] = row;
      } else {
        open[left++] = row;
      }
    }
    if (count > 0) {
      Selection taken = Selection.of(chosen, count);
      copy(then.evaluate(batch, taken, errors), taken, errors);
    }
    return Selection.of(open, left);
  }

  private Selection takeNotNull(Kernel then, Batch batch, Selection rows, RowErrors errors) {
    Column value = then.evaluate(batch, rows, errors);
    int left = 0;
    for (int i = 0; i < rows.count(); i++) {
      int row = rows.row(i);
      if (errors.failed(row)) {
        writer.at(row).putNull();
      } else if (value.isNull(row)) {
        open[left++] = row;
      } else {
        writer.at(row).copy(value, row);
      }
    }
    return Selection.of(open, left);
  }

  private void copy(Column value, Selection rows, RowErrors errors) {
    if (!errors.any()) {
      writer.copyAll(value, rows, null);
      return;
    }
    for (int i = 0; i < rows.count(); i++) {
      int row = rows.row(i);
      writer.at(row);
      if (errors.failed(row)) {
        writer.putNull();
      } else {
        writer.copy(value, row);
      }
    }
  }
}
