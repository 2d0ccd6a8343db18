package io.weir.operators.function.json;

import io.weir.api.data.ArrayColumn;
import io.weir.api.data.BooleanColumn;
import io.weir.api.data.Column;
import io.weir.api.data.DataType;
import io.weir.api.data.DataType.Struct;
import io.weir.api.data.DecimalColumn;
import io.weir.api.data.DoubleColumn;
import io.weir.api.data.FloatColumn;
import io.weir.api.data.IntColumn;
import io.weir.api.data.LongColumn;
import io.weir.api.data.StringColumn;
import io.weir.api.data.StructColumn;
import io.weir.operators.function.cast.NumberText;
import java.util.Base64;
import java.util.List;
import java.util.Objects;

/**
 * Writes values as JSON, as Spark does: fields that are null are left out, unless asked for.
 *
 * <p>Thread: one at a time.
 */
final class JsonWriter {

  private final JsonTimes times;
  private final boolean nullFields;

  JsonWriter(JsonTimes times, boolean nullFields) {
    this.times = times;
    this.nullFields = nullFields;
  }

  String write(Column column, int row) {
    StringBuilder json = new StringBuilder();
    write(column, row, json);
    return json.toString();
  }

  private void write(Column column, int row, StringBuilder json) {
    if (column.isNull(row)) {
      json.append("null");
    } else if (column instanceof StructColumn structs) {
      struct(structs, row, json);
    } else if (column instanceof ArrayColumn arrays) {
      array(arrays, row, json);
    } else if (column instanceof StringColumn texts) {
      JsonText.quote(texts.dictionary().text(texts.codes()[row]), json);
    } else if (column instanceof DoubleColumn doubles) {
      double value = doubles.values()[row];
      number(Double.isFinite(value), NumberText.of(value), json);
    } else if (column instanceof FloatColumn floats) {
      float value = floats.values()[row];
      number(Float.isFinite(value), NumberText.of(value), json);
    } else if (column instanceof LongColumn longs) {
      long value = longs.values()[row];
      if (column.type() == DataType.TIMESTAMP) {
        JsonText.quote(times.ofTimestamp(value), json);
      } else {
        json.append(value);
      }
    } else if (column instanceof IntColumn ints) {
      int value = ints.values()[row];
      if (column.type() == DataType.DATE) {
        JsonText.quote(times.ofDate(value), json);
      } else {
        json.append(value);
      }
    } else if (column instanceof BooleanColumn booleans) {
      json.append(booleans.values()[row]);
    } else if (column instanceof DecimalColumn decimals) {
      json.append(Objects.requireNonNull(decimals.values()[row]).toPlainString());
    } else {
      byte[] bytes = (byte[]) Objects.requireNonNull(column.value(row));
      JsonText.quote(Base64.getEncoder().encodeToString(bytes), json);
    }
  }

  /** NaN and the infinities are texts. */
  private static void number(boolean finite, String text, StringBuilder json) {
    if (finite) {
      json.append(text);
    } else {
      JsonText.quote(text, json);
    }
  }

  private void struct(StructColumn structs, int row, StringBuilder json) {
    List<io.weir.api.data.Field> fields = ((Struct) structs.type()).fields();
    json.append('{');
    boolean first = true;
    for (int i = 0; i < fields.size(); i++) {
      Column child = structs.child(i);
      if (nullFields || !child.isNull(row)) {
        if (!first) {
          json.append(',');
        }
        first = false;
        JsonText.quote(fields.get(i).name(), json);
        json.append(':');
        write(child, row, json);
      }
    }
    json.append('}');
  }

  private void array(ArrayColumn arrays, int row, StringBuilder json) {
    json.append('[');
    int start = arrays.offsets()[row];
    for (int e = start; e < arrays.offsets()[row + 1]; e++) {
      if (e > start) {
        json.append(',');
      }
      write(arrays.elements(), e, json);
    }
    json.append(']');
  }
}
