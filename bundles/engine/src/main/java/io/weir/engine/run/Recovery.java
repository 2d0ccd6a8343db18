package io.weir.engine.run;

import io.weir.api.Fate;
import io.weir.api.connector.Confirmation;
import io.weir.engine.journal.Bytes;
import io.weir.engine.journal.Entries;
import io.weir.engine.journal.JournalVisitor;
import io.weir.engine.journal.RecordBlock;
import io.weir.store.log.LogReader;
import io.weir.store.log.SegmentLog;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.List;

/**
 * Replays the journal behind a checkpoint through the core: the same calls that the live loop made,
 * in the same order.
 *
 * <p>Thread: the pipeline's.
 */
final class Recovery implements JournalVisitor {

  private final PipelineCore core;
  private final List<SourceDriver> drivers;
  private final Confirmations confirmations;
  private long records;

  Recovery(PipelineCore core, List<SourceDriver> drivers, Confirmations confirmations) {
    this.core = core;
    this.drivers = drivers;
    this.confirmations = confirmations;
  }

  /**
   * Replays everything from a position to the end.
   *
   * @return how many records were replayed
   */
  long replay(SegmentLog log, long from) throws IOException, EngineException {
    try (LogReader reader = log.read(from)) {
      while (reader.next()) {
        ByteBuffer commit = reader.payload();
        int version = Entries.replayVersion(commit);
        if (version != Entries.REPLAY_VERSION) {
          throw new EngineException(
              EngineException.Reason.OTHER_VERSION,
              ("pipeline %s: its journal has records after the last checkpoint that Weir with replay"
                      + " version %d wrote; this Weir has replay version %d. Start the Weir that"
                      + " wrote them once and stop it cleanly, then start this one")
                  .formatted(core.definition().name(), version, Entries.REPLAY_VERSION));
        }
        Entries.replay(commit, this);
        for (var sink : core.sinks()) {
          sink.outbox().publish();
        }
      }
    }
    return records;
  }

  @Override
  public void records(int source, boolean clockTrusted, ByteBuffer bytes) {
    RecordBlock block = drivers.get(source).block();
    block.read(bytes);
    records += block.size();
    core.records(source, clockTrusted, block);
    block.clear();
  }

  @Override
  public void tick(long nowMicros, BitSet queries) {
    core.tick(nowMicros, queries);
  }

  @Override
  public void resumed(long nowMicros) {
    core.resumed(nowMicros);
  }

  @Override
  public void table(int table, ByteBuffer content) {
    core.table(table, Bytes.copy(content));
  }

  @Override
  public void progress(int source, ByteBuffer progress) {
    drivers.get(source).replay(progress);
  }

  @Override
  public void count(int source, Fate fate, long recordsCounted) {
    core.count(source, fate, recordsCounted);
  }

  @Override
  public void confirmed(int sink, long sequence, ByteBuffer position) {
    confirmations.restored(sink, new Confirmation(sequence, Bytes.copy(position)));
    core.sinks().get(sink).outbox().forgetThrough(sequence);
  }

  @Override
  public void dropped(int sink, long sequence, long rows) {
    core.sinks().get(sink).outbox().forgetThrough(sequence);
  }
}
