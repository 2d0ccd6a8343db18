package io.weir.operators.function.cast;

import io.weir.api.data.Batch;
import io.weir.api.data.Column;
import io.weir.api.data.DataType.Struct;
import io.weir.api.data.Field;
import io.weir.api.data.Schema;
import io.weir.api.data.StructColumn;
import io.weir.operators.expr.ColumnWriter;
import io.weir.operators.expr.Kernel;
import io.weir.operators.expr.Row;
import io.weir.operators.expr.RowErrors;
import io.weir.operators.expr.RowFailure;
import io.weir.operators.expr.RowFunction;
import io.weir.operators.expr.Selection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Converts the fields of structs, by position. */
final class StructCast implements RowFunction {

  private final Struct to;
  private final List<Kernel> fields = new ArrayList<>();

  StructCast(Struct from, Struct to, boolean orNull) {
    this.to = to;
    for (int i = 0; i < to.fields().size(); i++) {
      fields.add(
          Casts.kernel(
              (b, r, e) -> b.column(0),
              from.fields().get(i).type(),
              to.fields().get(i).type(),
              orNull));
    }
  }

  @Override
  public void apply(Row in, ColumnWriter out) {
    StructColumn struct = (StructColumn) in.column(0);
    Selection row = Selection.of(new int[] {in.position()}, 1);
    RowErrors errors = new RowErrors();
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    for (int i = 0; i < fields.size(); i++) {
      Column child = struct.child(i);
      Schema schema = Schema.of(Field.of("field", child.type()));
      Batch batch = new Batch(schema, List.of(child), child.size());
      Column cast = fields.get(i).evaluate(batch, row, errors);
      if (errors.any()) {
        throw new RowFailure(errors.reason(in.position()));
      }
      values.put(to.fields().get(i).name(), cast.value(in.position()));
    }
    out.putValue(values);
  }
}
