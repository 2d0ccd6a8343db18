package io.weir.operators.aggregate;

import io.weir.api.connector.ByteSink;
import io.weir.api.data.Column;
import io.weir.api.data.DataType;
import io.weir.operators.column.ValueCodec;
import io.weir.operators.column.ValueOrder;
import io.weir.operators.expr.RowErrors;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The distinct arguments, in their order. Results are computed of them when they are due, by the
 * accumulators of the same aggregate without DISTINCT.
 */
final class DistinctAccumulator extends Accumulator {

  private static final int ENTRY_BYTES = 64;

  private final List<DataType> types;
  private final Comparator<List<Object>> order;

  DistinctAccumulator(List<DataType> types) {
    this.types = List.copyOf(types);
    List<Comparator<@Nullable Object>> orders = types.stream().map(ValueOrder::of).toList();
    this.order =
        (a, b) -> {
          for (int i = 0; i < orders.size(); i++) {
            int compared = orders.get(i).compare(a.get(i), b.get(i));
            if (compared != 0) {
              return compared;
            }
          }
          return 0;
        };
  }

  @Override
  public int cells() {
    return 0;
  }

  @Override
  public int objects() {
    return 1;
  }

  @Override
  public long growth(Column[] arguments, int[] rows, int from, int to) {
    long bytes = 0;
    for (int i = from; i < to; i++) {
      bytes += ENTRY_BYTES;
      for (Column column : arguments) {
        Object value = column.value(rows[i]);
        bytes += value == null ? 0 : ObjectExtremeAccumulator.bytes(value);
      }
    }
    return bytes;
  }

  @Override
  public void add(AddedRows input) {
    for (int i = input.from; i < input.to; i++) {
      List<Object> values = new ArrayList<>(types.size());
      for (Column column : input.arguments) {
        Object value = column.value(input.rows[i]);
        if (value != null) {
          values.add(value);
        }
      }
      add(input.cells, input.targets[i], values);
    }
  }

  private void add(Cells cells, int row, List<Object> values) {
    TreeSet<List<Object>> seen = seen(cells, row);
    if (seen == null) {
      seen = new TreeSet<>(order);
      cells.objects()[row * cells.objectWidth() + object()] = seen;
    }
    if (seen.add(values)) {
      cells.account(bytes(values));
    }
  }

  private static long bytes(List<Object> values) {
    return ENTRY_BYTES + values.stream().mapToLong(ObjectExtremeAccumulator::bytes).sum();
  }

  @SuppressWarnings("unchecked") // only this accumulator writes its object
  @Nullable TreeSet<List<Object>> seen(Cells cells, int row) {
    return (TreeSet<List<Object>>) cells.objects()[row * cells.objectWidth() + object()];
  }

  @Override
  public void merge(Cells target, int targetRow, Cells source, int sourceRow) {
    TreeSet<List<Object>> later = seen(source, sourceRow);
    if (later == null) {
      return;
    }
    TreeSet<List<Object>> earlier = seen(target, targetRow);
    if (earlier != null) {
      // The earlier set may belong to a pane that is still needed.
      TreeSet<List<Object>> copy = new TreeSet<>(earlier);
      target.objects()[targetRow * target.objectWidth() + object()] = copy;
    }
    later.forEach(values -> add(target, targetRow, values));
  }

  @Override
  public long objectBytes(Cells cells, int row) {
    TreeSet<List<Object>> seen = seen(cells, row);
    return seen == null ? 0 : seen.stream().mapToLong(DistinctAccumulator::bytes).sum();
  }

  /** Results of an aggregate over the distinct arguments. */
  AggregateResult over(LaneBuilder inner, AggregateResult result) {
    CountAccumulator count = inner.count();
    List<Accumulator> accumulators = inner.accumulators();
    int width = count.cells();
    int objectWidth = 0;
    count.place(0, 0);
    for (Accumulator accumulator : accumulators) {
      accumulator.place(width, objectWidth);
      width += accumulator.cells();
      objectWidth += accumulator.objects();
    }
    Cells scratch = new Cells(width, objectWidth);
    if (inner.countsAlone()) {
      accumulators.add(count);
    }
    return (cells, rows, from, n, errors) ->
        compute(cells, rows, from, n, errors, scratch, accumulators, result);
  }

  private Column compute(
      Cells cells,
      int[] rows,
      int from,
      int n,
      RowErrors errors,
      Cells scratch,
      List<Accumulator> accumulators,
      AggregateResult result) {
    scratch.clear();
    int[] scratchRows = new int[n];
    for (int i = 0; i < n; i++) {
      scratchRows[i] = scratch.add();
      TreeSet<List<Object>> seen = seen(cells, rows[from + i]);
      if (seen != null) {
        AddedRows added = addedRows(seen, scratch, scratchRows[i]);
        accumulators.forEach(accumulator -> accumulator.add(added));
      }
    }
    return result.result(scratch, scratchRows, 0, n, errors);
  }

  private AddedRows addedRows(TreeSet<List<Object>> seen, Cells scratch, int target) {
    AddedRows added = new AddedRows();
    added.arguments = new Column[types.size()];
    for (int i = 0; i < types.size(); i++) {
      int argument = i;
      added.arguments[i] =
          Columns.ofObjects(types.get(i), seen.stream().map(v -> v.get(argument)).toList());
    }
    added.cells = scratch;
    added.rows = new int[seen.size()];
    added.targets = new int[seen.size()];
    for (int i = 0; i < seen.size(); i++) {
      added.rows[i] = i;
      added.targets[i] = target;
    }
    added.to = seen.size();
    return added;
  }

  @Override
  public void write(Cells cells, int row, ByteSink target) {
    TreeSet<List<Object>> seen = seen(cells, row);
    target.writeInt(seen == null ? 0 : seen.size());
    if (seen != null) {
      for (List<Object> values : seen) {
        for (int i = 0; i < types.size(); i++) {
          ValueCodec.write(types.get(i), values.get(i), target);
        }
      }
    }
  }

  @Override
  public void read(Cells cells, int row, ByteBuffer source) {
    int size = source.getInt();
    for (int i = 0; i < size; i++) {
      List<Object> values = new ArrayList<>(types.size());
      for (DataType type : types) {
        Object value = ValueCodec.read(type, source);
        if (value != null) {
          values.add(value);
        }
      }
      add(cells, row, values);
    }
  }
}
