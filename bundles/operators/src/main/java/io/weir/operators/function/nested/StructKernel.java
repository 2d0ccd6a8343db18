package io.weir.operators.function.nested;

import io.weir.api.data.Batch;
import io.weir.api.data.Column;
import io.weir.api.data.DataType;
import io.weir.api.data.StructColumn;
import io.weir.operators.expr.Kernel;
import io.weir.operators.expr.RowErrors;
import io.weir.operators.expr.Selection;
import java.util.ArrayList;
import java.util.List;

/** A struct over the columns of its fields; nothing is copied. */
final class StructKernel implements Kernel {

  private final DataType.Struct type;
  private final List<Kernel> fields;

  StructKernel(DataType.Struct type, List<Kernel> fields) {
    this.type = type;
    this.fields = List.copyOf(fields);
  }

  @Override
  public Column evaluate(Batch batch, Selection rows, RowErrors errors) {
    List<Column> children = new ArrayList<>(fields.size());
    for (Kernel field : fields) {
      children.add(field.evaluate(batch, rows, errors));
    }
    return new StructColumn(type, children, null, batch.size());
  }
}
