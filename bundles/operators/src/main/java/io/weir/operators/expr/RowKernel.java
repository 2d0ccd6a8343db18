package io.weir.operators.expr;

import io.weir.api.data.Batch;
import io.weir.api.data.Column;
import io.weir.api.data.DataType;
import java.util.List;

/**
 * Runs a function row by row: for what is rare, or costs more than the call. Rows where an argument
 * failed come as nulls.
 */
public final class RowKernel implements Kernel {

  /** What a null argument does. */
  public enum Nulls {
    /** The result is null; the function is not called. */
    PROPAGATE,
    /** The function sees it. */
    CALL
  }

  private final Kernel[] arguments;
  private final Column[] columns;
  private final Row row;
  private final Nulls nulls;
  private final boolean failuresAreNull;
  private final RowFunction function;
  private final ColumnWriter writer;

  private RowKernel(
      DataType type,
      List<Kernel> arguments,
      Nulls nulls,
      boolean failuresAreNull,
      RowFunction function) {
    this.arguments = arguments.toArray(Kernel[]::new);
    this.columns = new Column[this.arguments.length];
    this.row = new Row(columns);
    this.nulls = nulls;
    this.failuresAreNull = failuresAreNull;
    this.function = function;
    this.writer = new ColumnWriter(type);
  }

  /**
   * A kernel whose result is null where an argument is.
   *
   * @param type the type of the result
   * @param arguments the arguments' kernels
   * @param function called where no argument is null
   * @return the kernel
   */
  public static RowKernel of(DataType type, List<Kernel> arguments, RowFunction function) {
    return new RowKernel(type, arguments, Nulls.PROPAGATE, false, function);
  }

  /**
   * A kernel.
   *
   * @param type the type of the result
   * @param arguments the arguments' kernels
   * @param nulls what a null argument does
   * @param failuresAreNull whether a failure gives null instead of an error
   * @param function the function
   * @return the kernel
   */
  public static RowKernel of(
      DataType type,
      List<Kernel> arguments,
      Nulls nulls,
      boolean failuresAreNull,
      RowFunction function) {
    return new RowKernel(type, arguments, nulls, failuresAreNull, function);
  }

  @Override
  public Column evaluate(Batch batch, Selection rows, RowErrors errors) {
    for (int i = 0; i < arguments.length; i++) {
      columns[i] = arguments[i].evaluate(batch, rows, errors);
    }
    writer.begin(batch.size());
    for (int i = 0; i < rows.count(); i++) {
      int position = rows.row(i);
      row.moveTo(position);
      writer.at(position);
      if (errors.failed(position) || (nulls == Nulls.PROPAGATE && anyNull(position))) {
        writer.putNull();
        continue;
      }
      try {
        function.apply(row, writer);
      } catch (RowFailure failure) {
        writer.putNull();
        if (!failuresAreNull) {
          errors.raise(position, failure.reason());
        }
      }
    }
    return writer.finish();
  }

  private boolean anyNull(int position) {
    for (Column column : columns) {
      if (column.isNull(position)) {
        return true;
      }
    }
    return false;
  }
}
