package io.weir.pipeline.virtual;

import io.weir.api.Fate;
import io.weir.engine.journal.Bytes;
import io.weir.engine.journal.Entries;
import io.weir.engine.journal.JournalVisitor;
import io.weir.engine.journal.RecordBlock;
import io.weir.engine.run.PipelineCore;
import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.List;

/**
 * What a core was told since its last checkpoint, in the form of a gateway's journal, so that
 * another core can be told the same after a crash.
 *
 * <p>Thread: one at a time.
 */
final class VirtualJournal {

  private final Entries entries = new Entries();

  void records(int source, RecordBlock block) {
    entries.records(source, false, block);
  }

  void tick(long micros, BitSet due) {
    entries.tick(micros, due);
  }

  void table(int table, byte[] content) {
    entries.table(table, ByteBuffer.wrap(content));
  }

  /** A checkpoint was taken. */
  void clear() {
    entries.clear();
  }

  /**
   * Tells a core everything.
   *
   * @param core as the last checkpoint left it
   * @param blocks one a source of that core
   */
  void replay(PipelineCore core, List<RecordBlock> blocks) {
    Entries.replay(entries.toBuffer(), new Replay(core, blocks));
  }

  /** The same calls in the same order. */
  private record Replay(PipelineCore core, List<RecordBlock> blocks) implements JournalVisitor {
    @Override
    public void records(int source, boolean clockTrusted, ByteBuffer bytes) {
      RecordBlock block = blocks.get(source);
      block.read(bytes);
      core.records(source, clockTrusted, block);
      block.clear();
    }

    @Override
    public void tick(long nowMicros, BitSet queries) {
      core.tick(nowMicros, queries);
    }

    @Override
    public void table(int table, ByteBuffer content) {
      core.table(table, Bytes.copy(content));
    }

    @Override
    public void resumed(long nowMicros) {
      throw never();
    }

    @Override
    public void progress(int source, ByteBuffer progress) {
      throw never();
    }

    @Override
    public void count(int source, Fate fate, long records) {
      throw never();
    }

    @Override
    public void confirmed(int sink, long sequence, ByteBuffer position) {
      throw never();
    }

    @Override
    public void dropped(int sink, long sequence, long rows) {
      throw never();
    }

    private static IllegalStateException never() {
      return new IllegalStateException("virtual time has no receivers, no idle timers and no gaps");
    }
  }
}
