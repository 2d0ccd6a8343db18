package io.weir.engine.run;

import io.weir.api.Fate;
import io.weir.api.connector.ByteSink;
import io.weir.api.connector.ConnectorContext;
import io.weir.api.connector.ConnectorContext.Health;
import io.weir.api.connector.Intake;
import io.weir.api.connector.Source;
import io.weir.engine.definition.SourceDefinition;
import io.weir.engine.journal.Entries;
import io.weir.engine.journal.RecordBlock;
import io.weir.engine.journal.TopicTable;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The live half of a source: polls it into a block, tells it of commits, and opens it anew when it
 * broke.
 *
 * <p>Thread: the pipeline's.
 */
final class SourceDriver implements Intake {

  private static final long RETRY_NANOS = 1_000_000_000L;

  private final SourceDefinition definition;
  private final ConnectorContext context;
  private final RecordBlock block;
  private final ByteSink progress = new ByteSink();
  private Source source;
  private boolean started;
  private boolean polledSinceCommit;
  private @Nullable Exception failure;
  private long retryAtNanos;
  private long duplicates;
  private long overflow;
  private long received;

  SourceDriver(SourceDefinition definition, ConnectorContext context, TopicTable topics)
      throws Exception {
    this.definition = definition;
    this.context = context;
    this.block = new RecordBlock(topics);
    this.source = definition.type().open(context);
  }

  SourceDefinition definition() {
    return definition;
  }

  RecordBlock block() {
    return block;
  }

  /** Records handed over since the start. */
  long received() {
    return received;
  }

  boolean exhausted() {
    return started && failure == null && source.exhausted();
  }

  void restore(ByteBuffer position) {
    source.restore(position);
  }

  void replay(ByteBuffer delta) {
    source.replay(delta);
  }

  void start() {
    source.start();
    started = true;
  }

  /** Polls into the block. */
  int poll(int limit) {
    if (failure != null) {
      return 0;
    }
    try {
      int polled = source.poll(this, limit);
      polledSinceCommit |= polled > 0 || duplicates > 0 || overflow > 0;
      received += polled;
      return polled;
    } catch (RuntimeException e) {
      polledSinceCommit = true; // It may have handed records over before it broke.
      failure = e;
      retryAtNanos = context.clock().monotonicNanos() + RETRY_NANOS;
      context.report(Health.DOWN, e + "; opened again in 1 s");
      return 0;
    }
  }

  boolean wantsCommit(long monotonicNanos) {
    return failure == null && source.wantsCommit(monotonicNanos);
  }

  /** Writes what a later instance needs into the commit. */
  void prepareCommit(int index, Entries entries) {
    progress.clear();
    source.prepareCommit(progress);
    if (progress.size() > 0) {
      entries.progress(index, ByteBuffer.wrap(progress.array(), 0, progress.size()));
    }
  }

  boolean hasProgress() {
    return polledSinceCommit;
  }

  /** Counts not yet in a commit, for the core to take over. */
  long takeDuplicates() {
    long taken = duplicates;
    duplicates = 0;
    return taken;
  }

  long takeOverflow() {
    long taken = overflow;
    overflow = 0;
    return taken;
  }

  /** The commit is durable. */
  void committed() {
    polledSinceCommit = false;
    source.committed();
  }

  void checkpoint(ByteSink position) {
    source.checkpoint(position);
  }

  /**
   * Opens a broken source anew, once its back-off has passed and nothing of it is uncommitted.
   *
   * @return whether it was opened
   */
  boolean reopenIfDue() throws Exception {
    if (failure == null
        || polledSinceCommit
        || context.clock().monotonicNanos() - retryAtNanos < 0) {
      return false;
    }
    ByteSink position = new ByteSink();
    source.checkpoint(position);
    source.close();
    source = definition.type().open(context);
    if (position.size() > 0) {
      source.restore(ByteBuffer.wrap(position.array(), 0, position.size()).asReadOnlyBuffer());
    }
    failure = null;
    start();
    return true;
  }

  void close() {
    source.close();
  }

  void dispose() {
    source.dispose();
  }

  @Override
  public void accept(
      byte[] payload, int offset, int length, @Nullable String topic, long receivedMicros) {
    block.add(payload, offset, length, topic, receivedMicros);
  }

  @Override
  public void reject(
      byte[] payload,
      int offset,
      int length,
      @Nullable String topic,
      long receivedMicros,
      String reason) {
    block.add(payload, offset, length, topic, receivedMicros);
    block.rejectLast(reason);
  }

  @Override
  public void count(Fate fate, int records) {
    if (fate == Fate.DUPLICATE) {
      duplicates += records;
    } else {
      overflow += records;
    }
  }
}
