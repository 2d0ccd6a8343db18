package io.weir.operators;

import io.weir.api.data.Batch;
import io.weir.api.data.Column;
import io.weir.api.data.Schema;
import io.weir.operators.expr.Kernel;
import io.weir.operators.expr.RowErrors;
import io.weir.operators.expr.Selection;
import java.util.ArrayList;
import java.util.List;

/**
 * Computes columns.
 *
 * <p>Thread: one at a time.
 */
public final class ProjectStage implements Stage {

  private final Schema schema;
  private final List<Kernel> kernels;
  private final RowErrors errors = new RowErrors();

  /**
   * A projection.
   *
   * @param schema of the output
   * @param kernels a column each
   */
  public ProjectStage(Schema schema, List<Kernel> kernels) {
    this.schema = schema;
    this.kernels = List.copyOf(kernels);
  }

  @Override
  public void apply(Rows rows, RowFates fates) {
    Batch input = rows.batch();
    Selection selection = rows.selection();
    errors.clear();
    List<Column> columns = new ArrayList<>(kernels.size());
    for (Kernel kernel : kernels) {
      columns.add(kernel.evaluate(input, selection, errors));
    }
    if (errors.any()) {
      for (int i = 0; i < selection.count(); i++) {
        int row = selection.row(i);
        if (errors.failed(row)) {
          fates.quarantine(rows, row, errors.reason(row));
        }
      }
      rows.select(errors.without(selection));
    }
    rows.exchange(new Batch(schema, columns, input.size()));
  }
}
