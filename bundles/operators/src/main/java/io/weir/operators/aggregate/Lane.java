package io.weir.operators.aggregate;

import io.weir.api.connector.ByteSink;
import io.weir.api.data.Batch;
import io.weir.api.data.BooleanColumn;
import io.weir.api.data.Column;
import io.weir.operators.expr.Kernel;
import io.weir.operators.expr.Kernels;
import io.weir.operators.expr.RowErrors;
import io.weir.operators.expr.Selection;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Aggregates of the same arguments and filter. Rows that the filter does not take, and rows with a
 * null argument where nulls do not count, are taken out once for all of them.
 */
final class Lane {

  private final @Nullable Kernel filter;
  private final Kernel[] arguments;
  private final boolean skipNulls;
  private final CountAccumulator count;
  private final boolean countsAlone; // no accumulator counts in its own pass
  private final Accumulator[] accumulators;

  // Of the batch at hand.
  private final Column[] columns;
  private @Nullable BooleanColumn taken;
  private final LaneRows added = new LaneRows();

  Lane(
      @Nullable Kernel filter,
      List<Kernel> arguments,
      boolean skipNulls,
      CountAccumulator count,
      boolean countsAlone,
      List<Accumulator> accumulators) {
    this.filter = filter;
    this.arguments = arguments.toArray(Kernel[]::new);
    this.skipNulls = skipNulls;
    this.count = count;
    this.countsAlone = countsAlone;
    this.accumulators = accumulators.toArray(Accumulator[]::new);
    this.columns = new Column[arguments.size()];
  }

  /** Evaluates filter and arguments; rows that fail must not be added. */
  void evaluate(Batch batch, Selection rows, RowErrors errors) {
    Selection selected = rows;
    if (filter != null) {
      BooleanColumn condition = (BooleanColumn) filter.evaluate(batch, rows, errors);
      taken = condition;
      selected = Kernels.filter((b, r, e) -> condition, batch, rows, errors);
    }
    for (int i = 0; i < arguments.length; i++) {
      columns[i] = arguments[i].evaluate(batch, selected, errors);
    }
    for (Accumulator accumulator : accumulators) {
      accumulator.prepare(columns, selected, errors);
    }
  }

  /** The most memory that objects can grow by when rows are added; saturates. */
  long growth(int[] rows, int from, int to) {
    int[] counted = rows;
    int first = from;
    int end = to;
    if (taken != null) {
      added.take(this::counts, rows, rows, from, to); // arguments of others were not evaluated
      counted = added.rows().rows;
      first = 0;
      end = added.rows().to;
    }
    long bytes = 0;
    for (Accumulator accumulator : accumulators) {
      long more = accumulator.growth(columns, counted, first, end);
      bytes = bytes + more < 0 ? Long.MAX_VALUE : bytes + more;
    }
    return bytes;
  }

  /** Adds rows that were evaluated and did not fail. */
  void add(long[] eventTimes, int[] rows, int[] targets, int from, int to, Cells cells) {
    if (taken != null || (skipNulls && anyNulls())) {
      added.take(this::counts, rows, targets, from, to);
    } else {
      added.takeAll(rows, targets, from, to);
    }
    AddedRows some = added.rows();
    some.arguments = columns;
    some.eventTimeMicros = eventTimes;
    some.cells = cells;
    for (Accumulator accumulator : accumulators) {
      accumulator.add(some);
    }
    if (countsAlone) {
      count.add(some);
    }
  }

  private boolean anyNulls() {
    for (Column column : columns) {
      if (column.nulls() != null) {
        return true;
      }
    }
    return false;
  }

  private boolean counts(int row) {
    BooleanColumn condition = taken;
    if (condition != null && (condition.isNull(row) || !condition.values()[row])) {
      return false;
    }
    if (skipNulls) {
      for (Column column : columns) {
        if (column.isNull(row)) {
          return false;
        }
      }
    }
    return true;
  }

  void merge(Cells target, int targetRow, Cells source, int sourceRow) {
    for (Accumulator accumulator : accumulators) {
      accumulator.merge(target, targetRow, source, sourceRow);
    }
    if (countsAlone) {
      count.merge(target, targetRow, source, sourceRow);
    }
  }

  long objectBytes(Cells cells, int row) {
    long bytes = 0;
    for (Accumulator accumulator : accumulators) {
      bytes += accumulator.objectBytes(cells, row);
    }
    return bytes;
  }

  void write(Cells cells, int row, ByteSink target) {
    for (Accumulator accumulator : accumulators) {
      accumulator.write(cells, row, target);
    }
  }

  void read(Cells cells, int row, ByteBuffer source) {
    for (Accumulator accumulator : accumulators) {
      accumulator.read(cells, row, source);
    }
  }
}
