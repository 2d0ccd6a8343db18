package io.weir.pipeline.virtual;

import io.weir.engine.definition.SourceDefinition;
import io.weir.engine.journal.RecordBlock;
import io.weir.engine.journal.TopicTable;
import java.io.Closeable;
import java.io.IOException;

/**
 * A source that is a file: its next record, and where that stands in time.
 *
 * <p>Thread: one at a time.
 */
final class VirtualSource implements Closeable {

  private static final int AHEAD = 1024;
  private static final long MICROS_A_RECORD = 1_000;

  private final int index;
  private final RecordFile file;
  private final Heads heads;
  private final boolean hasEventTime;
  private final long startMicros;
  private final RecordBlock ahead = new RecordBlock(new TopicTable());
  private int next;
  private long records;

  VirtualSource(int index, SourceDefinition definition, RecordFile file, long startMicros) {
    this.index = index;
    this.file = file;
    this.heads = new Heads(definition);
    this.hasEventTime = definition.eventTimeColumn() >= 0;
    this.startMicros = startMicros;
  }

  /** Whether there is a next record. */
  boolean hasNext() throws IOException {
    if (next < ahead.size()) {
      return true;
    }
    ahead.clear();
    next = 0;
    if (file.read(ahead, AHEAD) == 0) {
      return false;
    }
    heads.read(ahead);
    return true;
  }

  /** When the next record comes; one whose time is not known comes at once. */
  long headMicros() {
    return hasEventTime ? heads.firstMicros(next) : startMicros + records * MICROS_A_RECORD;
  }

  /** What the next record moves the time to; {@link Heads#UNKNOWN} for nothing. */
  long greatestMicros() {
    return hasEventTime ? heads.greatestMicros(next) : headMicros();
  }

  /** Hands the next record over. */
  void give(VirtualEngine engine) throws IOException {
    long received = hasEventTime ? Heads.UNKNOWN : headMicros();
    engine.record(index, ahead, next, heads.topic(next), received);
    next++;
    records++;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
