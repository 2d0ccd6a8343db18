package io.weir.operators.aggregate;

import io.weir.api.connector.ByteSink;
import io.weir.api.data.Column;
import io.weir.api.data.DataType;
import io.weir.operators.column.ValueCodec;
import io.weir.operators.column.ValueOrder;
import io.weir.operators.expr.RowErrors;
import io.weir.operators.expr.Selection;
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
final class DistinctAccumulator extends ObjectAccumulator<DistinctAccumulator.Seen> {

  private static final int ENTRY_BYTES = 64;

  /** Arguments seen. */
  static final class Seen extends State {
    private final TreeSet<List<Object>> values;
    private long bytes;

    Seen(Comparator<List<Object>> order) {
      values = new TreeSet<>(order);
    }

    @Override
    long bytes() {
      return bytes;
    }

    void add(List<Object> arguments) {
      if (values.add(arguments)) {
        bytes += entryBytes(arguments);
      }
    }

    private static long entryBytes(List<Object> arguments) {
      return ENTRY_BYTES + arguments.stream().mapToLong(ValueBytes::of).sum();
    }
  }

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
  public long growth(Column[] arguments, int[] rows, int from, int to) {
    long bytes = 0;
    for (int i = from; i < to; i++) {
      bytes += ENTRY_BYTES;
      for (Column column : arguments) {
        bytes += ValueBytes.of(column.value(rows[i]));
      }
    }
    return bytes;
  }

  @Override
  Seen create() {
    return new Seen(order);
  }

  @Override
  Seen copy(Seen state) {
    Seen copy = create();
    copy.values.addAll(state.values);
    copy.bytes = state.bytes;
    return copy;
  }

  @Override
  void addTo(Seen state, AddedRows input, int row) {
    List<Object> values = new ArrayList<>(types.size());
    for (Column column : input.arguments) {
      values.add(Columns.canonical(column.value(row)));
    }
    state.add(values);
  }

  @Override
  void mergeInto(Seen state, Seen later) {
    later.values.forEach(state::add);
  }

  /** The first arguments as a list. */
  AggregateResult list() {
    return (cells, rows, from, n, errors) -> {
      List<@Nullable Object> lists = new ArrayList<>(n);
      for (int i = 0; i < n; i++) {
        Seen seen = state(cells, rows[from + i]);
        lists.add(
            seen == null ? List.of() : seen.values.stream().map(values -> values.get(0)).toList());
      }
      return Columns.ofObjects(new DataType.Array(types.get(0)), lists);
    };
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
      Seen seen = state(cells, rows[from + i]);
      if (seen != null) {
        AddedRows added = addedRows(seen.values, scratch, scratchRows[i]);
        Selection all = Selection.all(added.to);
        for (Accumulator accumulator : accumulators) {
          accumulator.prepare(added.arguments, all, errors);
          accumulator.add(added);
        }
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
    added.eventTimeMicros = new long[seen.size()];
    for (int i = 0; i < seen.size(); i++) {
      added.rows[i] = i;
      added.targets[i] = target;
    }
    added.to = seen.size();
    return added;
  }

  @Override
  void write(Seen state, ByteSink target) {
    target.writeInt(state.values.size());
    for (List<Object> values : state.values) {
      for (int i = 0; i < types.size(); i++) {
        ValueCodec.write(types.get(i), values.get(i), target);
      }
    }
  }

  @Override
  Seen read(ByteBuffer source) {
    Seen state = create();
    for (int left = source.getInt(); left > 0; left--) {
      List<Object> values = new ArrayList<>(types.size());
      for (DataType type : types) {
        Object value = ValueCodec.read(type, source);
        if (value != null) {
          values.add(value);
        }
      }
      state.add(values);
    }
    return state;
  }
}
