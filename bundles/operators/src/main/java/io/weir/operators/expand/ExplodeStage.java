package io.weir.operators.expand;

import io.weir.api.Fate;
import io.weir.api.data.ArrayColumn;
import io.weir.api.data.Batch;
import io.weir.api.data.Column;
import io.weir.api.data.DataType;
import io.weir.api.data.IntColumn;
import io.weir.api.data.Schema;
import io.weir.operators.RowFates;
import io.weir.operators.Rows;
import io.weir.operators.Stage;
import io.weir.operators.expr.Kernel;
import io.weir.operators.expr.RowErrors;
import io.weir.operators.expr.Selection;
import java.util.BitSet;
import java.util.List;

/**
 * Makes a row of every element of an array, with its position from 0. A row whose array is null or
 * empty is {@link Fate#FILTERED}, or with {@code outer} one row without element.
 *
 * <p>Thread: one at a time.
 */
public final class ExplodeStage implements Stage {

  private final Schema schema; // the input's columns, the position, the element
  private final Kernel array;
  private final boolean outer;
  private final GatheredColumns kept;
  private final RowErrors errors = new RowErrors();

  /**
   * An explosion.
   *
   * @param schema of the output: the input's columns, the position (int), the element
   * @param input the columns of the input
   * @param array over the input
   * @param outer whether a row without elements stays, with nulls
   * @param needed which columns of the input somebody looks at
   */
  public ExplodeStage(Schema schema, Schema input, Kernel array, boolean outer, BitSet needed) {
    this.schema = schema;
    this.array = array;
    this.outer = outer;
    this.kept = new GatheredColumns(input, needed);
  }

  @Override
  public boolean multiplies() {
    return true;
  }

  @Override
  public void apply(Rows rows, RowFates fates) {
    Batch batch = rows.batch();
    Selection selection = rows.selection();
    errors.clear();
    ArrayColumn arrays = (ArrayColumn) array.evaluate(batch, selection, errors);
    int count = 0;
    for (int i = 0; i < selection.count(); i++) {
      int row = selection.row(i);
      count += errors.failed(row) ? 0 : Math.max(size(arrays, row), outer ? 1 : 0);
    }
    int[] from = new int[count];
    int[] elements = new int[count];
    int[] positions = new int[count];
    int next = 0;
    for (int i = 0; i < selection.count(); i++) {
      int row = selection.row(i);
      if (errors.failed(row)) {
        fates.quarantine(rows, row, errors.reason(row));
        continue;
      }
      int size = size(arrays, row);
      if (size == 0 && !outer) {
        fates.note(Fate.FILTERED, rows, new int[] {row}, 0, 1);
      } else if (size == 0) {
        from[next] = row;
        elements[next++] = -1;
      }
      for (int e = 0; e < size; e++) {
        from[next] = row;
        positions[next] = e;
        elements[next++] = arrays.offsets()[row] + e;
      }
    }
    List<Column> columns = kept.of(batch, from, count);
    columns.add(positions(positions, elements));
    columns.add(arrays.elements().gather(elements, count));
    rows.multiply(new Batch(schema, columns, count), from);
  }

  private static int size(ArrayColumn arrays, int row) {
    return arrays.isNull(row) ? 0 : arrays.offsets()[row + 1] - arrays.offsets()[row];
  }

  private static Column positions(int[] positions, int[] elements) {
    boolean[] nulls = new boolean[positions.length];
    for (int i = 0; i < nulls.length; i++) {
      nulls[i] = elements[i] < 0;
    }
    return new IntColumn(DataType.INT, positions, nulls, positions.length);
  }
}
