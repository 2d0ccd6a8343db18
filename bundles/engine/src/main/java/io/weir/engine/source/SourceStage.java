package io.weir.engine.source;

import io.weir.api.Fate;
import io.weir.api.config.ConfigException;
import io.weir.api.connector.ByteSink;
import io.weir.api.data.Batch;
import io.weir.api.data.Column;
import io.weir.api.data.LongColumn;
import io.weir.api.data.Schema;
import io.weir.api.format.RowBuilder;
import io.weir.engine.definition.SourceDefinition;
import io.weir.engine.journal.RecordBlock;
import io.weir.engine.journal.TopicTable;
import io.weir.engine.plan.Durations;
import io.weir.engine.workers.Workers;
import io.weir.operators.RowBatch;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The deterministic half of a source: decodes records, checks them in the order decode, null event
 * time, {@code max-ahead}, {@code identity}, and moves the watermark with those that passed.
 *
 * <p>Thread: the pipeline's.
 */
public final class SourceStage {

  private static final Fate[] FATES = Fate.values();

  /** Fewer records are decoded before another thread has begun. */
  private static final int LEAST_PART = 512;

  /** Fewer cost a query more each, so a part is no smaller where there are enough of them. */
  private static final int GOOD_PART = 1024;

  private static final int MOST_PARTS_PER_THREAD = 8;

  private final SourceDefinition definition;
  private final Schema schema;
  private final TopicTable topics = new TopicTable();
  private final WatermarkTracker watermark;
  private final @Nullable IdentityCheck identity;

  /** Reused from block to block; the first is always there. */
  private final List<SourceChunk> chunks = new ArrayList<>();

  private final long[] fates = new long[FATES.length];
  private long lastReceivedMicros = RowBatch.NO_WATERMARK;

  /**
   * A stage at the beginning of its source.
   *
   * @param definition of the source
   * @throws ConfigException if the format cannot read the columns
   */
  public SourceStage(SourceDefinition definition) throws ConfigException {
    this.definition = definition;
    this.schema = definition.schema();
    this.chunks.add(new SourceChunk(definition));
    SourceDefinition.Watermark how = definition.watermark();
    this.watermark =
        how.byColumn() < 0
            ? new GreatestWatermark(how.delayMicros())
            : new DeviceWatermark(how.delayMicros(), how.deviceIdleMicros());
    this.identity = definition.identity() == null ? null : new IdentityCheck(definition.identity());
  }

  /** The topics of the source, for its blocks. */
  public TopicTable topics() {
    return topics;
  }

  /** The watermark now. */
  public long watermarkMicros() {
    return watermark.currentMicros();
  }

  /** The greatest event time seen. */
  public long greatestEventMicros() {
    return watermark.greatestMicros();
  }

  /** When the last record came; {@link RowBatch#NO_WATERMARK} before the first. */
  public long lastReceivedMicros() {
    return lastReceivedMicros;
  }

  /**
   * The number of records of a fate so far.
   *
   * @param fate one of the fates of a source
   */
  public long fates(Fate fate) {
    return fates[fate.ordinal()];
  }

  /** Identities forgotten because there were more than {@code max-keys}. */
  public long identitiesForgotten() {
    return identity == null ? 0 : identity.forgotten();
  }

  /**
   * Counts records that the receiver did not hand over.
   *
   * @param fate duplicate or overflow
   * @param records how many
   */
  public void count(Fate fate, long records) {
    fates[fate.ordinal()] += records;
  }

  /**
   * The pipeline begins to receive again after a stop: the time before was nobody's silence.
   *
   * @param nowMicros epoch microseconds
   */
  public void resumed(long nowMicros) {
    if (lastReceivedMicros != RowBatch.NO_WATERMARK) {
      lastReceivedMicros = Math.max(lastReceivedMicros, nowMicros);
    }
    watermark.resumed(nowMicros);
  }

  /**
   * Time passed: devices may have gone silent.
   *
   * @param nowMicros epoch microseconds
   */
  public void tick(long nowMicros) {
    watermark.tick(nowMicros);
  }

  /**
   * Decodes and checks a block. A large one is decoded in parts on several threads, while this one
   * checks and hands on the parts that are ready.
   *
   * @param block of this source
   * @param clockTrusted whether {@code max-ahead} may judge
   * @param workers decode parts of the block
   * @param rejects is told the records that did not pass
   * @param passed takes the rows that passed, in order, valid until it returns
   */
  public void process(
      RecordBlock block,
      boolean clockTrusted,
      Workers workers,
      SourceRejects rejects,
      Consumer<RowBatch> passed) {
    int parts = parts(block.size(), workers.threads());
    while (chunks.size() < parts) {
      chunks.add(sibling());
    }
    int size = block.size();
    workers.run(
        parts,
        part ->
            chunks.get(part).decode(block, first(part, parts, size), first(part + 1, parts, size)),
        part -> {
          RowBatch rows = check(chunks.get(part), block, clockTrusted, rejects);
          if (rows != null) {
            passed.accept(rows);
          }
        });
  }

  /** Many parts, for one thread waits for the first and the others for the last. */
  private static int parts(int size, int threads) {
    int few = Math.min(2 * threads, size / LEAST_PART);
    int many = Math.min(MOST_PARTS_PER_THREAD * threads, size / GOOD_PART);
    return threads == 1 ? 1 : Math.max(1, Math.max(few, many));
  }

  private static int first(int part, int parts, int size) {
    return (int) ((long) size * part / parts);
  }

  private SourceChunk sibling() {
    try {
      return chunks.get(0).sibling();
    } catch (ConfigException e) {
      throw new IllegalStateException("a configuration that was accepted is refused", e);
    }
  }

  private @Nullable RowBatch check(
      SourceChunk chunk, RecordBlock block, boolean clockTrusted, SourceRejects rejects) {
    List<Column> columns = chunk.columns();
    PassedRows passed = chunk.passed();
    if (!passAll(chunk, block, columns, clockTrusted)) {
      passed.begin(chunk.rows().size());
      check(chunk, block, columns, clockTrusted, rejects);
    }
    int count = passed.count();
    fates[Fate.ACCEPTED.ordinal()] += count;
    if (count == 0) {
      return null;
    }
    watermark.observe(columns.get(Math.max(definition.watermark().byColumn(), 0)), passed);
    return new RowBatch(
        new Batch(schema, chunk.passedColumns(block, columns), count),
        passed.eventMicros(),
        passed.watermarkMicros(),
        watermark.currentMicros());
  }

  /**
   * The usual case: nothing is rejected, null, ahead or to be told from duplicates.
   *
   * @return false if it is not so; then nothing has happened yet
   */
  private boolean passAll(
      SourceChunk chunk, RecordBlock block, List<Column> columns, boolean clockTrusted) {
    RowBuilder rows = chunk.rows();
    PassedRows passed = chunk.passed();
    LongColumn event = eventColumn(columns);
    if (identity != null || rows.rejected() > 0 || (event != null && event.nulls() != null)) {
      return false;
    }
    long maxAhead = clockTrusted ? definition.maxAheadMicros() : -1;
    long last = lastReceivedMicros;
    boolean ahead = false;
    for (int row = 0; row < rows.size(); row++) {
      int record = chunk.record(row);
      long received = block.receivedMicros(record);
      long micros = event == null ? received : event.values()[row];
      last = Math.max(last, received);
      ahead |= micros - maxAhead > received;
      passed.add(row, record, micros, received);
    }
    if (ahead && maxAhead >= 0) {
      return false;
    }
    lastReceivedMicros = last;
    return true;
  }

  private @Nullable LongColumn eventColumn(List<Column> columns) {
    int column = definition.eventTimeColumn();
    return column < 0 ? null : (LongColumn) columns.get(column);
  }

  private void check(
      SourceChunk chunk,
      RecordBlock block,
      List<Column> columns,
      boolean clockTrusted,
      SourceRejects rejects) {
    RowBuilder rows = chunk.rows();
    LongColumn event = eventColumn(columns);
    long maxAhead = clockTrusted ? definition.maxAheadMicros() : -1;
    for (int row = 0; row < rows.size(); row++) {
      int record = chunk.record(row);
      long received = block.receivedMicros(record);
      lastReceivedMicros = Math.max(lastReceivedMicros, received);
      String problem = rows.rejection(row);
      if (problem != null) {
        reject(rejects, block, record, null, row, problem);
        continue;
      }
      if (event != null && event.isNull(row)) {
        reject(rejects, block, record, columns, row, "event time " + eventName() + " is null");
        continue;
      }
      long micros = event == null ? received : event.values()[row];
      if (maxAhead >= 0 && micros - maxAhead > received) {
        reject(rejects, block, record, columns, row, ahead(micros, received));
        continue;
      }
      if (identity != null && !identity.isNew(columns, row, micros)) {
        fates[Fate.DUPLICATE.ordinal()]++;
        continue;
      }
      chunk.passed().add(row, record, micros, received);
    }
  }

  private void reject(
      SourceRejects rejects,
      RecordBlock block,
      int record,
      @Nullable List<Column> columns,
      int row,
      String reason) {
    fates[Fate.REJECTED.ordinal()]++;
    rejects.rejected(block, record, columns, row, reason);
  }

  private String eventName() {
    return definition.fields().get(definition.eventTimeColumn()).field().name();
  }

  private String ahead(long eventMicros, long received) {
    return "event time %s is after the receive time %s by more than max-ahead, %s"
        .formatted(
            instant(eventMicros), instant(received), Durations.toText(definition.maxAheadMicros()));
  }

  private static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  /**
   * Writes all that {@link #restore} needs.
   *
   * @param target receives the bytes
   */
  public void snapshot(ByteSink target) {
    topics.write(0, target);
    for (long fate : fates) {
      target.writeLong(fate);
    }
    target.writeLong(lastReceivedMicros);
    watermark.write(target);
    if (identity != null) {
      identity.write(target);
    }
  }

  /**
   * Takes up a snapshot of a stage with the same definition.
   *
   * @param source positioned at it
   */
  public void restore(ByteBuffer source) {
    topics.clear();
    topics.read(source);
    for (int i = 0; i < fates.length; i++) {
      fates[i] = source.getLong();
    }
    lastReceivedMicros = source.getLong();
    watermark.read(source);
    if (identity != null) {
      identity.read(source);
    }
  }
}
