package io.weir.engine.query;

import io.weir.api.Fate;
import io.weir.api.connector.ByteSink;
import io.weir.api.data.Batch;
import io.weir.api.data.Column;
import io.weir.api.data.ColumnBuilder;
import io.weir.api.data.Schema;
import io.weir.operators.RowBatch;
import io.weir.operators.function.Functions;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Leads a case through the real query: rows cut at random, state written and read at random. */
final class EngineRun implements QueryOutput {

  /** Where the state is written, and read by another query of the same plan. */
  enum Restarts {
    NONE,
    SOME,
    /** Behind every call. */
    ALL
  }

  private final QueryCase test;
  private final Functions functions;
  private final Random random;
  private final int maxBatch;
  private final Restarts restarts;
  private final Outcome outcome = new Outcome();
  private final Map<String, TableVersion> tables = new LinkedHashMap<>();
  private final List<QueryCase.Arrival> waiting = new ArrayList<>();
  private List<ColumnBuilder> builders = List.of();
  private RunningQuery query;
  private long accepted;
  private long stateFull;

  EngineRun(QueryCase test, Functions functions, long seed, int maxBatch, Restarts restarts)
      throws PlanException {
    this.test = test;
    this.functions = functions;
    this.random = new Random(seed);
    this.maxBatch = maxBatch;
    this.restarts = restarts;
    this.query = compiled();
  }

  private RunningQuery compiled() throws PlanException {
    return QueryCompiler.compile(
        test.spec(), functions, new AnyOrder(1 + random.nextInt(4), random));
  }

  List<String> inputs() {
    return query.inputs();
  }

  Outcome run() throws PlanException {
    for (QueryCase.Event event : test.events()) {
      if (event instanceof QueryCase.Arrival arrival) {
        if (!waiting.isEmpty() && !waiting.get(0).input().equals(arrival.input())) {
          flush();
        }
        waiting.add(arrival);
        if (waiting.size() >= maxBatch || random.nextInt(maxBatch) == 0) {
          flush();
        }
        continue;
      }
      flush();
      if (event instanceof QueryCase.Advance advance) {
        query.advance(query.inputs().indexOf(advance.input()), advance.watermark());
      } else if (event instanceof QueryCase.Refresh refresh) {
        load(refresh);
      } else {
        trigger(((QueryCase.Trigger) event).now());
      }
      restart();
    }
    flush();
    takeFates();
    return outcome;
  }

  long accepted() {
    return accepted;
  }

  /** Rows that the state budget refused. */
  long stateFull() {
    return stateFull;
  }

  RunningQuery query() {
    return query;
  }

  private void trigger(long now) {
    boolean promised = query.hasOutput();
    int before = outcome.output.size() + outcome.failedResults.size();
    query.trigger(now, this);
    boolean yielded = outcome.output.size() + outcome.failedResults.size() > before;
    if (yielded && !promised) {
      throw new IllegalStateException("hasOutput was false, and rows came");
    }
  }

  private void load(QueryCase.Refresh refresh) {
    Schema schema = test.tables().get(refresh.table());
    TableVersion version =
        new TableVersion(refresh.version(), batch(schema, newBuilders(schema), refresh.rows()));
    tables.put(refresh.table(), version);
    int index = query.tables().indexOf(refresh.table());
    if (index >= 0) {
      query.table(index, version);
    }
  }

  private static List<ColumnBuilder> newBuilders(Schema schema) {
    return schema.fields().stream().map(field -> ColumnBuilder.of(field.type())).toList();
  }

  private static Batch batch(Schema schema, List<ColumnBuilder> builders, List<Object[]> rows) {
    List<Column> columns = new ArrayList<>();
    for (int c = 0; c < schema.size(); c++) {
      builders.get(c).clear();
      for (Object[] row : rows) {
        builders.get(c).append(row[c]);
      }
      columns.add(builders.get(c).build());
    }
    return new Batch(schema, columns, rows.size());
  }

  private void flush() throws PlanException {
    if (waiting.isEmpty()) {
      return;
    }
    Schema schema = test.schemas().get(waiting.get(0).input());
    if (builders.isEmpty() || random.nextInt(8) == 0) {
      builders = newBuilders(schema); // fresh dictionaries
    }
    int size = waiting.size();
    long[] times = new long[size + 1];
    long[] before = new long[size + 1];
    for (int i = 0; i < size; i++) {
      times[i] = waiting.get(i).time();
      before[i] = waiting.get(i).before();
    }
    Batch batch = batch(schema, builders, waiting.stream().map(QueryCase.Arrival::values).toList());
    int input = query.inputs().indexOf(waiting.get(0).input());
    query.accept(input, new RowBatch(batch, times, before, waiting.get(size - 1).after()), this);
    accepted += size;
    waiting.clear();
    restart();
  }

  private void restart() throws PlanException {
    if (restarts == Restarts.NONE || (restarts == Restarts.SOME && random.nextInt(3) != 0)) {
      return;
    }
    takeFates();
    Chunks chunks = new Chunks();
    query.snapshot(chunks);
    RunningQuery next = compiled();
    for (Map.Entry<String, TableVersion> table : tables.entrySet()) {
      int index = next.tables().indexOf(table.getKey());
      if (index >= 0) {
        next.table(index, table.getValue());
      }
    }
    next.restore(chunks);
    query = next;
  }

  private void takeFates() {
    for (Fate fate : Fate.values()) {
      outcome.fate(fate, query.fates(fate));
    }
    outcome.partlyLate += query.partlyLate();
    query.resetFates();
  }

  @Override
  public void rows(RowBatch rows, boolean replaces) {
    outcome.output.add(
        "rows, replaces %s, watermark after %d".formatted(replaces, rows.watermarkAfterMicros()));
    for (int i = 0; i < rows.size(); i++) {
      outcome.output.add(
          "%s at %d before %d"
              .formatted(
                  text(rows.batch(), i), rows.eventTimeMicros()[i], rows.watermarkMicros()[i]));
    }
  }

  @Override
  public void late(Batch input, int[] rows, int count) {
    for (int i = 0; i < count; i++) {
      outcome.late.add(text(input, rows[i]));
    }
  }

  @Override
  public void quarantined(Batch input, int row, String reason) {
    outcome.quarantined.add(text(input, row));
    stateFull += reason.startsWith("state-full") ? 1 : 0;
  }

  @Override
  public void resultQuarantined(String description, String reason) {
    outcome.failedResults.add("a result");
  }

  private static String text(Batch batch, int row) {
    return NaiveQuery.text(batch.columns().stream().map(c -> c.value(row)).toArray());
  }

  /** Chunks of state, copied as a checkpoint would. */
  static final class Chunks implements StateWriter, StateReader {
    private final ByteSink buffer = new ByteSink();
    private final Deque<byte[]> chunks = new ArrayDeque<>();

    @Override
    public ByteSink buffer() {
      return buffer;
    }

    @Override
    public void flush() {
      chunks.addLast(buffer.toByteArray());
      buffer.clear();
    }

    @Override
    public ByteBuffer next() {
      byte[] chunk = chunks.pollFirst();
      return chunk == null ? null : ByteBuffer.wrap(chunk).asReadOnlyBuffer();
    }
  }
}
