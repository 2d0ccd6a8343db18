package io.weir.engine.query;

import io.weir.api.Fate;
import io.weir.api.data.Schema;
import io.weir.operators.RowBatch;
import io.weir.operators.Rows;
import io.weir.operators.Stage;
import io.weir.operators.expr.Selection;
import io.weir.operators.join.JoinedTable;
import io.weir.operators.window.QueryWatermark;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The running query: paths from inputs to one end, and what waits behind it. */
final class StreamQuery implements RunningQuery {

  private static final int STATE_VERSION = 1;

  private final String name;
  private final Schema schema;
  private final List<String> inputs;
  private final List<List<QueryPath>> pathsByInput;
  private final List<String> tables;
  private final Map<String, List<JoinedTable>> joinedTables;
  private final Terminal terminal;
  private final PendingRows pending;
  private final boolean replaces;

  private final QueryWatermark watermark;
  private final RecordFates fates = new RecordFates();
  private long yieldedWatermark = RowBatch.NO_WATERMARK; // at the last trigger

  StreamQuery(
      QuerySpec spec,
      List<String> inputs,
      List<List<QueryPath>> pathsByInput,
      Map<String, List<JoinedTable>> joinedTables,
      Terminal terminal,
      PendingRows pending) {
    this.name = spec.name();
    this.schema = spec.plan().schema();
    this.inputs = List.copyOf(inputs);
    this.pathsByInput = List.copyOf(pathsByInput);
    this.tables = List.copyOf(joinedTables.keySet());
    this.joinedTables = joinedTables;
    this.terminal = terminal;
    this.pending = pending;
    this.replaces = spec.mode() == OutputMode.COMPLETE;
    this.watermark = new QueryWatermark(inputs.size(), spec.maxWatermark());
  }

  @Override
  public Schema schema() {
    return schema;
  }

  @Override
  public List<String> inputs() {
    return inputs;
  }

  @Override
  public List<String> tables() {
    return tables;
  }

  @Override
  public void accept(int input, RowBatch rows, QueryOutput output) {
    watermark.turnTo(input);
    List<QueryPath> paths = pathsByInput.get(input);
    if (rows.size() > 0) {
      fates.begin(rows.batch(), output, paths.size() > 1 || paths.get(0).multiplies());
      if (paths.size() == 1) {
        run(paths.get(0), rows, Selection.all(rows.size()));
      } else {
        acceptByRecord(paths, rows);
      }
      fates.end();
    }
    watermark.raise(rows.watermarkAfterMicros());
    terminal.advance(watermark.present());
  }

  /** A record goes all its ways before the next one does: so the order is no matter of cuts. */
  private void acceptByRecord(List<QueryPath> paths, RowBatch rows) {
    for (int row = 0; row < rows.size(); row++) {
      Selection one = Selection.of(new int[] {row}, 1);
      for (QueryPath path : paths) {
        run(path, rows, one);
      }
    }
  }

  private void run(QueryPath path, RowBatch batch, Selection selection) {
    Rows rows =
        new Rows(batch.batch(), selection, batch.eventTimeMicros(), batch.watermarkMicros());
    for (Stage stage : path.stages()) {
      stage.apply(rows, fates);
      if (rows.selection().isEmpty()) {
        return;
      }
    }
    terminal.accept(path.number(), rows, watermark, fates);
  }

  @Override
  public void advance(int input, long watermarkMicros) {
    watermark.turnTo(input);
    watermark.raise(watermarkMicros);
    terminal.advance(watermark.present());
  }

  @Override
  public void table(int table, TableVersion version) {
    for (JoinedTable joined : joinedTables.getOrDefault(tables.get(table), List.of())) {
      joined.load(version.rows(), version.number());
    }
  }

  @Override
  public void trigger(long nowMicros, QueryOutput output) {
    boolean due = terminal.isDue();
    if (due) {
      terminal.due(nowMicros);
    }
    long present = watermark.present();
    pending.failures().forEach(f -> output.resultQuarantined(f.description(), f.reason()));
    if (pending.size() > 0 || (due && replaces)) {
      long[] before = pending.watermarks();
      if (!(terminal instanceof PassTerminal)) {
        Arrays.fill(before, 0, pending.size(), yieldedWatermark);
      }
      output.rows(new RowBatch(pending.batch(), pending.eventTimes(), before, present), replaces);
    }
    pending.clear();
    yieldedWatermark = present;
  }

  @Override
  public boolean hasOutput() {
    return !pending.isEmpty() || terminal.isDue();
  }

  @Override
  public long watermarkMicros() {
    return watermark.present();
  }

  @Override
  public long fates(Fate fate) {
    return fates.count(fate);
  }

  @Override
  public long partlyLate() {
    return fates.partlyLate();
  }

  @Override
  public void resetFates() {
    fates.reset();
  }

  @Override
  public long stateBytes() {
    return terminal.stateBytes() + pending.bytes();
  }

  @Override
  public long stateRows() {
    return terminal.stateRows() + pending.size();
  }

  @Override
  public void snapshot(StateWriter writer) {
    StateIo.Writing sink = new StateIo.Writing(writer);
    sink.buffer().writeInt(STATE_VERSION);
    sink.buffer().writeInt(inputs.size());
    for (int i = 0; i < inputs.size(); i++) {
      sink.buffer().writeLong(watermark.of(i));
    }
    sink.buffer().writeLong(yieldedWatermark);
    sink.endEntry();
    pending.snapshot(sink);
    terminal.snapshot(sink);
    if (writer.buffer().size() > 0) {
      writer.flush();
    }
  }

  @Override
  public void restore(StateReader reader) {
    StateIo.Reading source = new StateIo.Reading(reader);
    ByteBuffer header = source.nextEntry();
    int version = header.getInt();
    int inputCount = header.getInt();
    if (version != STATE_VERSION || inputCount != inputs.size()) {
      throw new IllegalStateException(
          ("query %s: its stored state has layout %d and %d inputs, expected layout %d and %d:"
                  + " start the version of Weir and of the pipeline that wrote it, or reset it")
              .formatted(name, version, inputCount, STATE_VERSION, inputs.size()));
    }
    for (int i = 0; i < inputCount; i++) {
      watermark.turnTo(i);
      watermark.raise(header.getLong());
    }
    yieldedWatermark = header.getLong();
    pending.restore(source);
    terminal.restore(source);
  }
}
