package io.weir.operators.state;

import io.weir.api.Fate;
import io.weir.api.data.Column;
import io.weir.api.function.GroupStateType.Timeout;
import io.weir.operators.RevocableOperator;
import io.weir.operators.RowBatch;
import io.weir.operators.RowFates;
import io.weir.operators.RowSink;
import io.weir.operators.Rows;
import io.weir.operators.StateBudget;
import io.weir.operators.StateSink;
import io.weir.operators.StateSource;
import io.weir.operators.column.ValueOrder;
import io.weir.operators.expr.Kernel;
import io.weir.operators.expr.RowErrors;
import io.weir.operators.expr.Selection;
import io.weir.operators.group.Groups;
import io.weir.operators.key.KeyTable;
import io.weir.operators.window.QueryWatermark;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Calls a function for each row, with the state of the row's key, and when a key times out. What
 * comes out is made of no record; a record is part of its group. Only functions whose timeouts are
 * of event time have late rows.
 */
public final class KeyedState implements RevocableOperator {

  private final KeyTable table;
  private final KeyStates states;
  private final StateCall<?> call;
  private final List<StatePath> paths;
  private final StateBudget budget;
  private final RowFates resultFates;
  private final TimeoutFailures failures;
  private final RowSink output;
  private final OutputRows made;
  private long present = RowBatch.NO_WATERMARK;

  // Of a try.
  private long presentBefore;
  private long bytesBefore;
  private long most;

  // Of the batch at hand.
  private final RowErrors errors = new RowErrors();
  private List<Column> keys = List.of();
  private List<Column> columns = List.of();
  private int[] ids = new int[0];
  private int[] taken = new int[0];
  private int[] late = new int[0];

  /**
   * The way of a path's rows into the operator.
   *
   * @param groups to the keys
   * @param keys compute the values of the key
   * @param columns compute what the function is shown of a row
   */
  public record StatePath(Groups groups, List<Kernel> keys, List<Kernel> columns) {
    /** Copies the lists. */
    public StatePath {
      keys = List.copyOf(keys);
      columns = List.copyOf(columns);
    }
  }

  /**
   * No key has a state.
   *
   * @param setup the function and the keys, empty
   * @param paths one a path
   * @param budget that of the query
   * @param resultFates receives what becomes of the rows that come out
   * @param failures is told of timeouts that failed
   * @param output takes the rows that come out
   */
  public KeyedState(
      StateSetup setup,
      List<StatePath> paths,
      StateBudget budget,
      RowFates resultFates,
      TimeoutFailures failures,
      RowSink output) {
    this.table = setup.keys();
    this.states = new KeyStates(setup.keys(), setup.keyTypes().size());
    this.call = new StateCall<>(setup.type(), setup.columns());
    this.paths = List.copyOf(paths);
    this.budget = budget;
    this.resultFates = resultFates;
    this.failures = failures;
    this.output = output;
    this.made = new OutputRows(setup.keys(), setup.schema());
  }

  @Override
  public void prepare(int path, Rows rows) {
    states.tidy();
    Selection selection = rows.selection();
    int count = selection.count();
    if (ids.length < count) {
      ids = new int[count];
      taken = new int[count];
      late = new int[count];
    }
    StatePath way = paths.get(path);
    errors.clear();
    keys = evaluate(way.keys(), rows);
    columns = evaluate(way.columns(), rows);
    way.groups().prepare(rows, ids, errors);
  }

  /** How large a state becomes is the function's. */
  @Override
  public long growth(int path, Rows rows) {
    return rows.selection().isEmpty() ? 0 : Long.MAX_VALUE;
  }

  @Override
  public void take(int path, Rows rows, QueryWatermark watermark, RowFates fates) {
    StatePath way = paths.get(path);
    Selection selection = rows.selection();
    int count = selection.count();
    int takenCount = 0;
    int lateCount = 0;
    for (int i = 0; i < count; i++) {
      int row = selection.row(i);
      long time = rows.eventTimesMicros()[row];
      raise(watermark.at(rows.watermarksMicros()[row]));
      if (call.kind() == Timeout.EVENT_TIME && time < present) {
        late[lateCount++] = row;
      } else if (errors.failed(row)) {
        fates.quarantine(rows, row, errors.reason(row));
      } else {
        int key = ids[i] >= 0 ? ids[i] : way.groups().find(row);
        String failure =
            call.update(states.of(key), key(row), values(columns, row).toArray(), time);
        if (failure == null && !fits(key, way.groups(), row)) {
          failure = budget.refusal();
        }
        if (failure != null) {
          fates.quarantine(rows, row, failure);
        } else {
          keep(key, way.groups(), row);
          made.ofRow(call.rows(), time, present, row);
          taken[takenCount++] = row;
        }
      }
    }
    if (takenCount > 0) {
      fates.note(Fate.AGGREGATED, rows, taken, 0, takenCount);
    }
    if (lateCount > 0) {
      fates.late(rows, late, lateCount);
    }
    yieldRows();
  }

  private List<Column> evaluate(List<Kernel> kernels, Rows rows) {
    List<Column> columns = new ArrayList<>(kernels.size());
    for (Kernel kernel : kernels) {
      columns.add(kernel.evaluate(rows.batch(), rows.selection(), errors));
    }
    return columns;
  }

  /** The values of a row's key, as {@link KeyStates#key} gives them when the key times out. */
  private List<@Nullable Object> key(int row) {
    List<@Nullable Object> values = values(keys, row);
    values.replaceAll(ValueOrder::canonical);
    return values;
  }

  private static List<@Nullable Object> values(List<Column> columns, int row) {
    List<@Nullable Object> values = new ArrayList<>(columns.size());
    for (Column column : columns) {
      values.add(column.value(row));
    }
    return values;
  }

  private boolean fits(int key, Groups groups, int row) {
    long more = KeyStates.cost(call.stored(), call.timed());
    if (more > 0 && !states.isLive(key)) {
      more += KeyStates.keyCost(groups.extraBytes(row));
    } else {
      more -= states.cost(key);
    }
    return more <= 0 || more <= budget.room();
  }

  private void keep(int found, Groups groups, int row) {
    boolean leaves = call.stored() != null || call.timed();
    int key = found < 0 && leaves ? groups.add(row) : found;
    if (key >= 0) {
      states.put(key, call.stored());
      if (call.timed() && call.kind() == Timeout.PROCESSING_TIME) {
        states.arm(key, call.timeout());
      } else {
        states.due(key, call.timed() ? after(present) : Timeouts.NEVER);
      }
      measure();
    }
  }

  private void measure() {
    most = Math.max(most, states.bytes() - bytesBefore);
  }

  @Override
  public void begin() {
    states.begin();
    presentBefore = present;
    bytesBefore = states.bytes();
    most = 0;
  }

  @Override
  public long most() {
    return most;
  }

  @Override
  public void keep() {
    states.keep();
  }

  @Override
  public void revoke() {
    states.revoke();
    present = presentBefore;
  }

  /** The timeout of the call, after a time; when the input has ended, none. */
  private long after(long micros) {
    return micros == RowBatch.END_OF_TIME ? Timeouts.NEVER : Math.max(call.timeout(), micros + 1);
  }

  @Override
  public boolean isDueAt(long watermarkMicros) {
    return call.kind() == Timeout.EVENT_TIME
        && states.firstDue() <= watermarkMicros
        && states.firstDue() != Timeouts.NEVER;
  }

  @Override
  public void advance(long watermarkMicros) {
    raise(watermarkMicros);
    yieldRows();
  }

  private void raise(long watermarkMicros) {
    if (watermarkMicros > present) {
      if (call.kind() == Timeout.EVENT_TIME) {
        fire(watermarkMicros);
      }
      present = watermarkMicros;
    }
  }

  @Override
  public void due(long nowMicros) {
    if (call.kind() == Timeout.PROCESSING_TIME) {
      states.count(nowMicros);
      fire(nowMicros);
      yieldRows();
    }
  }

  private void fire(long now) {
    while (states.firstDue() <= now && states.firstDue() != Timeouts.NEVER) {
      long due = states.firstDue();
      int key = states.firstKey();
      boolean byEvents = call.kind() == Timeout.EVENT_TIME;
      byte[] before = states.of(key);
      String failure = call.timedOut(before, states.key(key), due);
      long more = KeyStates.cost(call.stored(), call.timed()) - states.cost(key);
      if (failure == null && more > 0 && more > budget.room()) {
        failure = budget.refusal();
      }
      if (failure != null) {
        failures.failed(due, table, key, failure);
        states.put(key, before);
        states.due(key, Timeouts.NEVER);
      } else {
        long next =
            byEvents ? after(now == RowBatch.END_OF_TIME ? now : due) : now + call.timeout();
        states.put(key, call.stored());
        states.due(key, call.timed() ? next : Timeouts.NEVER);
        made.ofTimeout(call.rows(), due, byEvents ? due - 1 : present, key);
      }
      measure();
    }
  }

  private void yieldRows() {
    if (!made.isEmpty()) {
      output.rows(made.take(), resultFates);
    }
  }

  @Override
  public long dueMicros() {
    return call.kind() == Timeout.PROCESSING_TIME ? states.firstDue() : Long.MAX_VALUE;
  }

  @Override
  public boolean yieldsGroups() {
    return true;
  }

  @Override
  public long stateBytes() {
    return states.bytes();
  }

  @Override
  public long stateRows() {
    return states.live();
  }

  @Override
  public void snapshot(StateSink sink) {
    sink.buffer().writeLong(present);
    sink.endEntry();
    states.snapshot(sink);
  }

  @Override
  public void restore(StateSource source, Ownership ownership) {
    present = source.nextEntry().getLong();
    states.restore(source, ownership);
  }
}
