package io.weir.operators.column;

import io.weir.api.data.ArrayColumn;
import io.weir.api.data.BinaryColumn;
import io.weir.api.data.BooleanColumn;
import io.weir.api.data.Column;
import io.weir.api.data.DataType;
import io.weir.api.data.DecimalColumn;
import io.weir.api.data.Dictionary;
import io.weir.api.data.DoubleColumn;
import io.weir.api.data.FloatColumn;
import io.weir.api.data.IntColumn;
import io.weir.api.data.LongColumn;
import io.weir.api.data.StringColumn;
import io.weir.api.data.StructColumn;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Columns that stand where nobody looks, so that positions stay as the plan says: nulls of the
 * right type and size over shared arrays.
 *
 * <p>Thread: one at a time.
 */
public final class Placeholders {

  private final DataType type;
  private @Nullable Column known;

  /**
   * Placeholders of a type.
   *
   * @param type any
   */
  public Placeholders(DataType type) {
    this.type = type;
  }

  /**
   * A placeholder.
   *
   * @param size the number of rows
   * @return a column of nulls
   */
  public Column of(int size) {
    Column column = known;
    if (column == null || column.size() != size) {
      column = nulls(type, size);
      known = column;
    }
    return column;
  }

  private static Column nulls(DataType type, int size) {
    boolean[] nulls = new boolean[size];
    Arrays.fill(nulls, true);
    if (type instanceof DataType.Primitive primitive) {
      return switch (primitive) {
        case BOOLEAN -> new BooleanColumn(new boolean[size], nulls, size);
        case INT, DATE -> new IntColumn(type, new int[size], nulls, size);
        case LONG, TIMESTAMP -> new LongColumn(type, new long[size], nulls, size);
        case FLOAT -> new FloatColumn(new float[size], nulls, size);
        case DOUBLE -> new DoubleColumn(new double[size], nulls, size);
        case STRING -> new StringColumn(new Dictionary(), new int[size], nulls, size);
        case BINARY -> new BinaryColumn(new byte @Nullable [size][], size);
      };
    }
    if (type instanceof DataType.Decimal decimal) {
      return new DecimalColumn(decimal, new @Nullable BigDecimal[size], size);
    }
    if (type instanceof DataType.Array array) {
      return new ArrayColumn(nulls(array.element(), 0), new int[size + 1], nulls, size);
    }
    DataType.Struct struct = (DataType.Struct) type;
    List<Column> children = new ArrayList<>();
    struct.fields().forEach(field -> children.add(nulls(field.type(), size)));
    return new StructColumn(struct, children, nulls, size);
  }
}
