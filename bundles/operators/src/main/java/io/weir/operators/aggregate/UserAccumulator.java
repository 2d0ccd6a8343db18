package io.weir.operators.aggregate;

import io.weir.api.connector.ByteSink;
import io.weir.api.data.Column;
import io.weir.api.data.DataType;
import io.weir.api.function.AggregateType;
import io.weir.operators.UserCode;
import io.weir.operators.expr.RowErrors;
import io.weir.operators.expr.Selection;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An aggregate that a bundle brought. Each row is first made a state of its own, so that code that
 * throws for a row spoils no state; then the states are merged. A merge that throws leaves a state
 * that has no result.
 */
final class UserAccumulator<A> extends Accumulator implements AggregateResult {

  /** What is left of a state whose merge threw. */
  private record Failed(String reason) {}

  private final AggregateType<A> type;
  private final DataType resultType;
  private final ByteSink scratch = new ByteSink();
  private @Nullable Object[] prepared = new @Nullable Object[0]; // by row of the batch

  UserAccumulator(AggregateType<A> type, DataType resultType) {
    this.type = type;
    this.resultType = resultType;
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
  public void prepare(Column[] arguments, Selection rows, RowErrors errors) {
    for (int i = 0; i < rows.count(); i++) {
      int row = rows.row(i);
      if (row >= prepared.length) {
        prepared = new @Nullable Object[Math.max(row + 1, rows.row(rows.count() - 1) + 1)];
      }
    }
    for (int i = 0; i < rows.count(); i++) {
      int row = rows.row(i);
      if (!errors.failed(row)) {
        prepareRow(arguments, row, errors);
      }
    }
  }

  private void prepareRow(Column[] arguments, int row, RowErrors errors) {
    @Nullable Object[] values = new @Nullable Object[arguments.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = arguments[i].value(row);
    }
    try {
      prepared[row] = Objects.requireNonNull(type.add(type.create(), values), "add returned null");
    } catch (Throwable e) {
      errors.raise(row, "the aggregate %s failed: %s".formatted(type.name(), UserCode.failure(e)));
    }
  }

  @Override
  public void add(AddedRows input) {
    for (int i = input.from; i < input.to; i++) {
      combine(input.cells, input.targets[i], Objects.requireNonNull(prepared[input.rows[i]]));
    }
  }

  @Override
  public void merge(Cells target, int targetRow, Cells source, int sourceRow) {
    Object later = state(source, sourceRow);
    if (later == null) {
      return;
    }
    // A merge may change the earlier state, which a pane may still need: work on a copy.
    Object earlier = state(target, targetRow);
    if (earlier != null) {
      Object copy = copy(earlier);
      target.account(copy instanceof Failed ? bytes(copy) - bytes(earlier) : 0);
      put(target, targetRow, copy);
    }
    combine(target, targetRow, later);
  }

  @SuppressWarnings("unchecked") // states come from this type alone
  private void combine(Cells cells, int row, Object later) {
    Object earlier = state(cells, row);
    Object merged;
    if (earlier instanceof Failed) {
      return;
    }
    try {
      merged =
          earlier == null || later instanceof Failed
              ? later
              : Objects.requireNonNull(type.merge((A) earlier, (A) later), "merge returned null");
    } catch (Throwable e) {
      merged =
          new Failed(
              "the aggregate %s failed to merge: %s".formatted(type.name(), UserCode.failure(e)));
    }
    cells.account(bytes(merged) - (earlier == null ? 0 : bytes(earlier)));
    put(cells, row, merged);
  }

  @SuppressWarnings("unchecked")
  private Object copy(Object state) {
    if (state instanceof Failed) {
      return state;
    }
    try {
      scratch.clear();
      type.write((A) state, scratch);
      return Objects.requireNonNull(
          type.read(ByteBuffer.wrap(scratch.toByteArray())), "read returned null");
    } catch (Throwable e) {
      return new Failed(
          "the aggregate %s failed to copy: %s".formatted(type.name(), UserCode.failure(e)));
    }
  }

  @SuppressWarnings("unchecked")
  private long bytes(Object state) {
    try {
      return state instanceof Failed ? 64 : Math.max(0, type.bytes((A) state));
    } catch (Throwable e) {
      return 64;
    }
  }

  @Override
  public long objectBytes(Cells cells, int row) {
    Object state = state(cells, row);
    return state == null ? 0 : bytes(state);
  }

  private @Nullable Object state(Cells cells, int row) {
    return cells.objects()[row * cells.objectWidth() + object()];
  }

  private void put(Cells cells, int row, @Nullable Object state) {
    cells.objects()[row * cells.objectWidth() + object()] = state;
  }

  @Override
  @SuppressWarnings("unchecked")
  public Column result(Cells cells, int[] rows, int from, int count, RowErrors errors) {
    List<@Nullable Object> values = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      Object state = state(cells, rows[from + i]);
      Object value = null;
      if (state instanceof Failed failed) {
        errors.raise(i, failed.reason());
      } else {
        try {
          value = type.result(state == null ? type.create() : (A) state);
          Columns.ofObjects(resultType, java.util.Collections.singletonList(value));
        } catch (Throwable e) {
          value = null;
          errors.raise(
              i, "the aggregate %s gave no result: %s".formatted(type.name(), UserCode.failure(e)));
        }
      }
      values.add(value);
    }
    return Columns.ofObjects(resultType, values);
  }

  @Override
  public void write(Cells cells, int row, ByteSink target) {
    Object state = state(cells, row);
    if (state == null) {
      target.writeByte(0);
      return;
    }
    Failed failed = written(state);
    target.writeByte(failed == null ? 1 : 2);
    byte[] bytes =
        failed == null ? scratch.toByteArray() : failed.reason().getBytes(StandardCharsets.UTF_8);
    target.writeInt(bytes.length);
    target.write(bytes);
  }

  /**
   * Writes a state to the scratch. One that cannot be written is lost at the next restart: the
   * checkpoint must not wait for it, or nothing could be deployed any more.
   *
   * @return null, or what is left of the state
   */
  @SuppressWarnings("unchecked")
  private @Nullable Failed written(Object state) {
    if (state instanceof Failed failed) {
      return failed;
    }
    try {
      scratch.clear();
      type.write((A) state, scratch);
      return null;
    } catch (Throwable e) {
      return new Failed(
          "the aggregate %s failed to write its state: %s"
              .formatted(type.name(), UserCode.failure(e)));
    }
  }

  @Override
  public void read(Cells cells, int row, ByteBuffer source) {
    int kind = source.get();
    if (kind == 0) {
      return;
    }
    int length = source.getInt();
    ByteBuffer bytes = source.slice(source.position(), length);
    source.position(source.position() + length);
    Object state =
        kind == 2 ? new Failed(StandardCharsets.UTF_8.decode(bytes).toString()) : known(bytes);
    cells.account(bytes(state));
    put(cells, row, state);
  }

  /** Thrown on, for another edition of the bundle may be able to read the state. */
  private A known(ByteBuffer bytes) {
    try {
      return Objects.requireNonNull(type.read(bytes), "read returned null");
    } catch (Throwable e) {
      throw new IllegalStateException(
          ("the aggregate %s cannot read its state: %s; deploy the version of the bundle that wrote"
                  + " it, or one that can read it")
              .formatted(type.name(), UserCode.failure(e)),
          e);
    }
  }
}
