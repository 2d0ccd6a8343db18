package io.weir.operators.function.cast;

import io.weir.api.data.ArrayColumn;
import io.weir.api.data.Batch;
import io.weir.api.data.Column;
import io.weir.api.data.DataType;
import io.weir.api.data.Field;
import io.weir.api.data.Schema;
import io.weir.operators.expr.Kernel;
import io.weir.operators.expr.NullMask;
import io.weir.operators.expr.RowErrors;
import io.weir.operators.expr.Selection;
import java.util.Arrays;
import java.util.List;

/** Converts the elements of arrays; an element that does not fit fails its row. */
final class ArrayCast implements Kernel {

  private final Kernel operand;
  private final DataType.Array type;
  private final boolean orNull;
  private final RowErrors elementErrors = new RowErrors();
  private final NullMask nulls = new NullMask();

  ArrayCast(Kernel operand, DataType.Array type, boolean orNull) {
    this.operand = operand;
    this.type = type;
    this.orNull = orNull;
  }

  @Override
  public Column evaluate(Batch batch, Selection rows, RowErrors errors) {
    ArrayColumn arrays = (ArrayColumn) operand.evaluate(batch, rows, errors);
    Column elements = arrays.elements();
    Schema schema = Schema.of(Field.of("element", elements.type()));
    Batch flat = new Batch(schema, List.of(elements), elements.size());
    Kernel each = Casts.kernel((b, r, e) -> b.column(0), elements.type(), type.element(), orNull);
    elementErrors.clear();
    Column cast = each.evaluate(flat, chosen(arrays, rows, errors), elementErrors);
    nulls.begin(arrays);
    for (int i = 0; i < rows.count() && elementErrors.any(); i++) {
      int row = rows.row(i);
      for (int e = arrays.offsets()[row]; e < arrays.offsets()[row + 1]; e++) {
        if (elementErrors.failed(e)) {
          errors.raise(row, elementErrors.reason(e));
          nulls.set(row);
        }
      }
    }
    return new ArrayColumn(cast, arrays.offsets(), nulls.array(), arrays.size());
  }

  private static Selection chosen(ArrayColumn arrays, Selection rows, RowErrors errors) {
    int[] chosen = new int[16];
    int count = 0;
    for (int i = 0; i < rows.count(); i++) {
      int row = rows.row(i);
      if (arrays.isNull(row) || errors.failed(row)) {
        continue;
      }
      for (int e = arrays.offsets()[row]; e < arrays.offsets()[row + 1]; e++) {
        if (count == chosen.length) {
          chosen = Arrays.copyOf(chosen, count * 2);
        }
        chosen[count++] = e;
      }
    }
    return Selection.of(chosen, count);
  }
}
