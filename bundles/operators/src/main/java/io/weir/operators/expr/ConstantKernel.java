package io.weir.operators.expr;

import io.weir.api.data.Batch;
import io.weir.api.data.Column;
import io.weir.api.data.ColumnBuilder;
import io.weir.api.data.DataType;
import io.weir.api.data.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The same value in every row, or the same error. */
final class ConstantKernel implements Kernel {

  private static final Batch ONE_ROW = new Batch(new Schema(List.of()), List.of(), 1);

  private final Column single;
  private final @Nullable String failure;
  private final ColumnWriter writer;
  private int filled;

  private ConstantKernel(Column single, @Nullable String failure) {
    this.single = single;
    this.failure = failure;
    this.writer = new ColumnWriter(single.type());
  }

  static ConstantKernel of(@Nullable Object value, DataType type) {
    ColumnBuilder builder = ColumnBuilder.of(type);
    builder.append(value);
    return new ConstantKernel(builder.build(), null);
  }

  /** Evaluates once what needs no column. An error shows when a row is evaluated, not before. */
  static ConstantKernel fold(Kernel kernel, DataType type) {
    RowErrors errors = new RowErrors();
    Column column = kernel.evaluate(ONE_ROW, Selection.all(1), errors);
    if (errors.failed(0)) {
      ColumnBuilder builder = ColumnBuilder.of(type);
      builder.appendNull();
      return new ConstantKernel(builder.build(), errors.reason(0));
    }
    return new ConstantKernel(column.gather(new int[] {0}, 1), null);
  }

  /** The constant, as a column of one row. */
  Column single() {
    return single;
  }

  /** Whether evaluating it fails. */
  boolean fails() {
    return failure != null;
  }

  @Override
  public Column evaluate(Batch batch, Selection rows, RowErrors errors) {
    String reason = failure;
    if (reason != null) {
      for (int i = 0; i < rows.count(); i++) {
        errors.raise(rows.row(i), reason);
      }
    }
    writer.resize(batch.size());
    for (; filled < batch.size(); filled++) {
      writer.at(filled).copy(single, 0);
    }
    return writer.finish();
  }
}
