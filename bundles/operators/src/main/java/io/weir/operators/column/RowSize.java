package io.weir.operators.column;

import io.weir.api.connector.ByteSink;
import io.weir.api.data.ArrayColumn;
import io.weir.api.data.BinaryColumn;
import io.weir.api.data.Column;
import io.weir.api.data.DataType;
import io.weir.api.data.DecimalColumn;
import io.weir.api.data.StringColumn;
import io.weir.api.data.StructColumn;

/** What values take in memory: the same for equal values, wherever they stand. */
public final class RowSize {

  private RowSize() {}

  /**
   * The memory that a value takes in a column, roughly.
   *
   * @param column any
   * @param row a position in it
   * @return bytes
   */
  public static int of(Column column, int row) {
    if (column.isNull(row)) {
      return 8;
    }
    if (column instanceof StringColumn text) {
      return 8 + text.dictionary().length(text.codes()[row]);
    }
    if (column instanceof StructColumn struct) {
      int bytes = 1;
      for (int i = 0; i < ((DataType.Struct) struct.type()).fields().size(); i++) {
        bytes += of(struct.child(i), row);
      }
      return bytes;
    }
    if (column instanceof ArrayColumn
        || column instanceof DecimalColumn
        || column instanceof BinaryColumn) {
      ByteSink sink = new ByteSink();
      ValueCodec.write(column.type(), column.value(row), sink);
      return 32 + sink.size();
    }
    return 8;
  }
}
