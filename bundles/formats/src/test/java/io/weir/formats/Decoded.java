package io.weir.formats;

import io.weir.api.data.Batch;
import io.weir.api.data.DataType;
import io.weir.api.data.Field;
import io.weir.api.data.Schema;
import io.weir.api.format.Decoder;
import io.weir.api.format.InputField;
import io.weir.api.format.Records;
import io.weir.api.format.RowBuilder;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Decodes and shows each row as text: the values, or {@code !} and the reason. */
public final class Decoded {

  private Decoded() {}

  public static InputField field(String name, DataType type) {
    return field(name, type, name);
  }

  public static InputField field(String name, DataType type, String... path) {
    return with(name, type, TimeUnit.MILLISECONDS, ZoneOffset.UTC, false, path);
  }

  public static InputField strict(String name, DataType type) {
    return with(name, type, TimeUnit.MILLISECONDS, ZoneOffset.UTC, true, name);
  }

  public static InputField with(
      String name, DataType type, TimeUnit unit, ZoneId zone, boolean strict, String... path) {
    return new InputField(Field.of(name, type), List.of(path), unit, zone, -1, strict);
  }

  public static RowBuilder rows(List<InputField> fields) {
    return new RowBuilder(new Schema(fields.stream().map(InputField::field).toList()));
  }

  public static List<String> show(Decoder decoder, List<InputField> fields, Records records) {
    RowBuilder rows = rows(fields);
    decoder.decode(records, rows);
    return show(rows);
  }

  public static List<String> show(RowBuilder rows) {
    Batch batch = rows.build();
    List<String> shown = new ArrayList<>();
    for (int row = 0; row < batch.size(); row++) {
      String rejection = rows.rejection(row);
      List<@Nullable Object> values = new ArrayList<>();
      for (int column = 0; column < batch.schema().size(); column++) {
        Object value = batch.column(column).value(row);
        values.add(value instanceof byte[] b ? new java.math.BigInteger(1, b) : value);
      }
      shown.add(rejection == null ? values.toString() : "!" + rejection);
    }
    return shown;
  }
}
