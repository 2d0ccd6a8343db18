package io.weir.engine.run;

import io.weir.api.Fate;
import io.weir.api.connector.ByteSink;
import io.weir.api.data.Batch;
import io.weir.api.data.Schema;
import io.weir.engine.definition.QueryDefinition;
import io.weir.engine.output.SideRows;
import io.weir.engine.output.SinkStage;
import io.weir.engine.query.ChainedRows;
import io.weir.engine.query.QueryOutput;
import io.weir.engine.query.RunningQuery;
import io.weir.operators.RowBatch;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A query in its place: what it reads, who takes its rows, and the counts over its whole life.
 *
 * <p>Thread: the pipeline's; rows may come on another between {@link #hold} and {@link #release}.
 */
public final class QueryNode implements QueryOutput {

  /** A query's input. */
  record Input(QueryNode node, int index) {
    void accept(RowBatch rows) {
      node.accept(index, rows);
    }
  }

  private record Held(SinkStage sink, Batch rows) {}

  private final QueryDefinition definition;
  private final RunningQuery query;
  private final Schema sideSchema;
  private final List<SinkStage> results = new ArrayList<>();
  private final List<SinkStage> late = new ArrayList<>();
  private final List<SinkStage> quarantine = new ArrayList<>();
  private final List<Input> readers = new ArrayList<>();
  private final long[] floors;

  private final long[] fates = new long[Fate.values().length];
  private long partlyLate;
  private long resultsQuarantined;
  private long rowsOut;
  private String lastReason = "";
  private @Nullable String missingResult;
  private long nowMicros;
  private boolean touched;

  /** Side rows that wait for {@link #release}; null while they go to their sinks at once. */
  private @Nullable List<Held> held;

  QueryNode(QueryDefinition definition, RunningQuery query) {
    this.definition = definition;
    this.query = query;
    this.sideSchema = SideRows.schema(definition.spec().plan());
    this.floors = new long[query.inputs().size()];
    Arrays.fill(floors, RowBatch.NO_WATERMARK);
  }

  /** What was declared. */
  public QueryDefinition definition() {
    return definition;
  }

  /** Its name. */
  public String name() {
    return definition.spec().name();
  }

  /** The operators at work. */
  public RunningQuery query() {
    return query;
  }

  List<SinkStage> results() {
    return results;
  }

  List<SinkStage> late() {
    return late;
  }

  List<SinkStage> quarantine() {
    return quarantine;
  }

  List<Input> readers() {
    return readers;
  }

  /** Whether anything may have come since the last trigger. */
  public boolean touched() {
    return touched;
  }

  /** When a trigger is due although nothing came, epoch microseconds; never is the greatest. */
  public long dueMicros() {
    return query.dueMicros();
  }

  void accept(int input, RowBatch rows) {
    touched = true;
    query.accept(input, raised(rows, floors[input]), this);
  }

  void advance(int input, long watermarkMicros) {
    if (watermarkMicros > floors[input]) {
      touched = true;
      floors[input] = watermarkMicros;
      query.advance(input, watermarkMicros);
    }
  }

  void trigger(long now) {
    nowMicros = now;
    touched = false;
    query.trigger(now, this);
    for (Input reader : readers) {
      reader.node().advance(reader.index(), query.watermarkMicros());
    }
  }

  /**
   * The number of records of a fate so far.
   *
   * @param fate one of the fates of a query
   */
  public long fates(Fate fate) {
    return fates[fate.ordinal()] + query.fates(fate);
  }

  /** Records added to open windows while others of theirs were final. */
  public long partlyLate() {
    return partlyLate + query.partlyLate();
  }

  /** Rows of the result that could not be computed. */
  public long resultsQuarantined() {
    return resultsQuarantined;
  }

  /** Why a record or a row of the result was quarantined last; empty for none since the start. */
  public String lastReason() {
    return lastReason;
  }

  /** Which row of the result could not be computed, and why; once. Null for none since the last. */
  @Nullable String takeMissingResult() {
    String missing = missingResult;
    missingResult = null;
    return missing;
  }

  /** Rows of the result so far. */
  public long rowsOut() {
    return rowsOut;
  }

  @Override
  public void rows(RowBatch rows, boolean replaces) {
    rowsOut += rows.size();
    for (SinkStage sink : results) {
      sink.accept(rows.batch(), replaces, nowMicros);
    }
    if (!readers.isEmpty() && rows.size() > 0) {
      RowBatch chained = ChainedRows.of(rows);
      for (Input reader : readers) {
        reader.node().accept(reader.index(), chained);
      }
    }
  }

  @Override
  public void late(Batch input, int[] rows, int count) {
    for (SinkStage sink : late) {
      side(sink, SideRows.of(sideSchema, input, rows, count, "late"));
    }
  }

  @Override
  public void quarantined(Batch input, int row, String reason) {
    lastReason = reason;
    for (SinkStage sink : quarantine) {
      side(sink, SideRows.of(sideSchema, input, new int[] {row}, 1, reason));
    }
  }

  private void side(SinkStage sink, Batch rows) {
    List<Held> waiting = held;
    if (waiting == null) {
      sink.accept(rows, false, nowMicros);
    } else {
      waiting.add(new Held(sink, rows));
    }
  }

  /** Keeps side rows back, while another thread may call. */
  void hold() {
    held = new ArrayList<>();
  }

  /** Hands over what was kept back. */
  void release() {
    List<Held> waiting = held;
    held = null;
    if (waiting != null) {
      waiting.forEach(rows -> side(rows.sink(), rows.rows()));
    }
  }

  @Override
  public void resultQuarantined(String description, String reason) {
    resultsQuarantined++;
    missingResult = description + ": " + reason;
    lastReason = missingResult;
  }

  void snapshotCounts(ByteSink target) {
    for (Fate fate : Fate.values()) {
      target.writeLong(fates(fate));
    }
    target.writeLong(partlyLate());
    target.writeLong(resultsQuarantined);
    target.writeLong(rowsOut);
    for (long floor : floors) {
      target.writeLong(floor);
    }
  }

  void restoreCounts(ByteBuffer source) {
    for (int i = 0; i < fates.length; i++) {
      fates[i] = source.getLong();
    }
    partlyLate = source.getLong();
    resultsQuarantined = source.getLong();
    rowsOut = source.getLong();
    touched = true; // What came last before the checkpoint may not have had its trigger.
  }

  void restoreFloors(ByteBuffer source) {
    for (int i = 0; i < floors.length; i++) {
      floors[i] = source.getLong();
    }
  }

  private static RowBatch raised(RowBatch rows, long floor) {
    if (rows.size() == 0 || rows.watermarkMicros()[0] >= floor) {
      return rows;
    }
    long[] watermarks = Arrays.copyOf(rows.watermarkMicros(), rows.size());
    for (int i = 0; i < watermarks.length && watermarks[i] < floor; i++) {
      watermarks[i] = floor;
    }
    return new RowBatch(
        rows.batch(),
        rows.eventTimeMicros(),
        watermarks,
        Math.max(floor, rows.watermarkAfterMicros()));
  }
}
