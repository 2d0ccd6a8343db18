package io.weir.engine.query;

import io.weir.api.Fate;
import io.weir.api.data.Schema;
import io.weir.operators.RowBatch;
import io.weir.operators.Rows;
import io.weir.operators.expr.Selection;
import io.weir.operators.join.JoinedTable;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The running query: steps, and the paths of rows between its inputs, the steps and its end. */
final class StreamQuery implements RunningQuery {

  private static final int STATE_VERSION = 4;

  private final String name;
  private final QueryGraph graph;
  private final List<String> inputs;
  private final List<Feed> feeds;
  private final List<Step> steps;
  private final Step end;
  private final List<String> tables;
  private final PendingRows pending;
  private final RecordFates fates;
  private final boolean replaces;

  private long yieldedWatermark = RowBatch.NO_WATERMARK; // at the last trigger

  StreamQuery(QuerySpec spec, QueryGraph graph) {
    this.name = spec.name();
    this.graph = graph;
    this.inputs = List.copyOf(graph.inputs().keySet());
    this.feeds = List.copyOf(graph.inputs().values());
    this.steps = List.copyOf(graph.steps());
    this.end = steps.get(steps.size() - 1);
    this.tables = List.copyOf(graph.tables().keySet());
    this.pending = graph.pending();
    this.fates = graph.fates();
    this.replaces = spec.mode() == OutputMode.COMPLETE;
  }

  @Override
  public Schema schema() {
    return pending.schema();
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
    Feed feed = feeds.get(input);
    List<QueryPath> paths = feed.paths();
    if (rows.size() > 0) {
      fates.begin(rows.batch(), output, feed.multiplies());
      if (paths.size() == 1 && !graph.chained()) {
        paths.get(0).take(all(rows), fates);
      } else {
        acceptByRecord(feed, rows);
      }
      fates.end();
    }
    feed.raise(rows.watermarkAfterMicros());
  }

  private static Rows all(RowBatch rows) {
    return new Rows(
        rows.batch(), Selection.all(rows.size()), rows.eventTimeMicros(), rows.watermarkMicros());
  }

  /**
   * A record, with the watermark before it, goes all its ways through all steps before the next one
   * does: so neither the order of rows nor the end of the budget is a matter of cuts.
   */
  private void acceptByRecord(Feed feed, RowBatch batch) {
    List<RecordCursor> cursors = new ArrayList<>();
    for (QueryPath path : feed.paths()) {
      cursors.add(new RecordCursor(path, all(batch), fates));
    }
    for (int record = 0; record < batch.size(); record++) {
      if (graph.chained()) {
        feed.raise(batch.watermarkMicros()[record]);
      }
      for (RecordCursor cursor : cursors) {
        cursor.deliver(record, fates);
      }
    }
  }

  @Override
  public void advance(int input, long watermarkMicros) {
    feeds.get(input).raise(watermarkMicros);
  }

  @Override
  public void table(int table, TableVersion version) {
    for (JoinedTable joined : graph.tables().getOrDefault(tables.get(table), List.of())) {
      joined.load(version.rows(), version.number());
    }
  }

  @Override
  public void trigger(long nowMicros, QueryOutput output) {
    boolean due = false;
    for (Step step : steps) {
      due |= step.operator().isDue(); // perhaps by what a step before has just yielded
      step.operator().due(nowMicros);
    }
    ResultOrder order = graph.order();
    if (due && order != null) {
      order.apply(pending);
    }
    long present = watermarkMicros();
    pending.failures().forEach(f -> output.resultQuarantined(f.description(), f.reason()));
    if (pending.size() > 0 || (due && replaces)) {
      long[] before = pending.watermarks();
      if (graph.aggregates()) {
        Arrays.fill(before, 0, pending.size(), yieldedWatermark);
      }
      output.rows(new RowBatch(pending.batch(), pending.eventTimes(), before, present), replaces);
    }
    pending.clear();
    yieldedWatermark = present;
  }

  private boolean isDue() {
    for (Step step : steps) {
      if (step.operator().isDue()) {
        return true;
      }
    }
    return false;
  }

  @Override
  public boolean hasOutput() {
    return !pending.isEmpty() || isDue() || dueMicros() != Long.MAX_VALUE;
  }

  @Override
  public long dueMicros() {
    long due = Long.MAX_VALUE;
    for (Step step : steps) {
      due = Math.min(due, step.operator().dueMicros());
    }
    return due;
  }

  @Override
  public long watermarkMicros() {
    return end.watermark().present();
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
    return steps.stream().mapToLong(step -> step.operator().stateBytes()).sum();
  }

  @Override
  public long stateRows() {
    return steps.stream().mapToLong(step -> step.operator().stateRows()).sum();
  }

  @Override
  public void snapshot(StateWriter writer) {
    StateIo.Writing sink = new StateIo.Writing(writer);
    sink.buffer().writeInt(STATE_VERSION);
    sink.buffer().writeInt(inputs.size());
    sink.buffer().writeInt(steps.size());
    sink.buffer().writeLong(yieldedWatermark);
    sink.endEntry();
    fates.snapshot(sink);
    for (Step step : steps) {
      step.snapshot(sink);
    }
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
    int stepCount = header.getInt();
    if (version != STATE_VERSION || inputCount != inputs.size() || stepCount != steps.size()) {
      throw new IllegalStateException(
          ("query %s: its stored state has layout %d, %d inputs and %d steps, expected layout %d,"
                  + " %d and %d: start the version of Weir and of the pipeline that wrote it, or"
                  + " reset it")
              .formatted(
                  name,
                  version,
                  inputCount,
                  stepCount,
                  STATE_VERSION,
                  inputs.size(),
                  steps.size()));
    }
    yieldedWatermark = header.getLong();
    fates.restore(source);
    for (Step step : steps) {
      step.restore(source);
    }
  }
}
