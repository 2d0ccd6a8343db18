package io.weir.operators.function.cast;

import io.weir.api.data.ArrayColumn;
import io.weir.api.data.BinaryColumn;
import io.weir.api.data.BooleanColumn;
import io.weir.api.data.Column;
import io.weir.api.data.DataType;
import io.weir.api.data.DecimalColumn;
import io.weir.api.data.DoubleColumn;
import io.weir.api.data.FloatColumn;
import io.weir.api.data.IntColumn;
import io.weir.api.data.LongColumn;
import io.weir.api.data.StringColumn;
import io.weir.api.data.StructColumn;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Values as CAST(… AS STRING) writes them. */
public final class ValueText {

  private ValueText() {}

  /**
   * A value as text.
   *
   * @param column its column
   * @param row its row, not null
   * @return the text
   */
  public static String of(Column column, int row) {
    if (column instanceof StringColumn texts) {
      return texts.dictionary().text(texts.codes()[row]);
    }
    if (column instanceof LongColumn longs) {
      long value = longs.values()[row];
      return column.type() == DataType.TIMESTAMP ? TimeText.of(value) : Long.toString(value);
    }
    if (column instanceof IntColumn ints) {
      int value = ints.values()[row];
      return column.type() == DataType.DATE ? TimeText.ofDate(value) : Integer.toString(value);
    }
    if (column instanceof DoubleColumn doubles) {
      return NumberText.of(doubles.values()[row]);
    }
    if (column instanceof FloatColumn floats) {
      return NumberText.of(floats.values()[row]);
    }
    if (column instanceof BooleanColumn booleans) {
      return booleans.values()[row] ? "true" : "false";
    }
    if (column instanceof DecimalColumn decimals) {
      return Objects.requireNonNull(decimals.values()[row]).toPlainString();
    }
    if (column instanceof BinaryColumn binary) {
      byte[] bytes = binary.values()[row];
      return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
    }
    StringBuilder text = new StringBuilder();
    if (column instanceof ArrayColumn arrays) {
      text.append('[');
      for (int i = arrays.offsets()[row]; i < arrays.offsets()[row + 1]; i++) {
        append(text, arrays.elements(), i);
      }
      return text.append(']').toString();
    }
    StructColumn structs = (StructColumn) column;
    text.append('{');
    int fields = ((DataType.Struct) structs.type()).fields().size();
    for (int field = 0; field < fields; field++) {
      append(text, structs.child(field), row);
    }
    return text.append('}').toString();
  }

  private static void append(StringBuilder text, Column column, int row) {
    if (text.length() > 1) {
      text.append(", ");
    }
    text.append(column.isNull(row) ? "null" : of(column, row));
  }
}
