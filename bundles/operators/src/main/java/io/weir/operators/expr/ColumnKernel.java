package io.weir.operators.expr;

import io.weir.api.data.Batch;
import io.weir.api.data.Column;
import io.weir.api.data.DataType;
import io.weir.api.data.StructColumn;

/** A column of the input, as it is. */
record ColumnKernel(int index) implements Kernel {

  @Override
  public Column evaluate(Batch batch, Selection rows, RowErrors errors) {
    return batch.column(index);
  }

  /** A field of a struct: the child column, unless the struct itself can be null. */
  static final class OfField implements Kernel {

    private final Kernel operand;
    private final int field;
    private final ColumnWriter writer;

    OfField(Kernel operand, int field, DataType type) {
      this.operand = operand;
      this.field = field;
      this.writer = new ColumnWriter(type);
    }

    @Override
    public Column evaluate(Batch batch, Selection rows, RowErrors errors) {
      StructColumn struct = (StructColumn) operand.evaluate(batch, rows, errors);
      Column child = struct.child(field);
      if (struct.nulls() == null) {
        return child;
      }
      writer.begin(batch.size());
      for (int i = 0; i < rows.count(); i++) {
        int row = rows.row(i);
        writer.at(row);
        if (struct.isNull(row)) {
          writer.putNull();
        } else {
          writer.copy(child, row);
        }
      }
      return writer.finish();
    }
  }
}
