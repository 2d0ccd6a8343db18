package io.weir.engine.journal;

import io.weir.api.Fate;
import java.nio.ByteBuffer;
import java.util.BitSet;

/**
 * Is told the entries of the journal, in order. All sources, tables and sinks are positions in the
 * pipeline's definition.
 *
 * <p>Thread: the pipeline's. Buffers are read only and valid until the call returns.
 */
public interface JournalVisitor {

  /**
   * Records of a source.
   *
   * @param source which
   * @param clockTrusted whether {@code max-ahead} may judge them
   * @param block the encoded {@link RecordBlock}; must be read to its end
   */
  void records(int source, boolean clockTrusted, ByteBuffer block);

  /**
   * Time passed, and some queries are to yield what is due.
   *
   * @param nowMicros epoch microseconds, never less than before
   * @param queries one bit a query, in the order of the definition
   */
  void tick(long nowMicros, BitSet queries);

  /**
   * The pipeline begins to receive again after a stop: the time before was nobody's silence.
   *
   * @param nowMicros epoch microseconds
   */
  void resumed(long nowMicros);

  /**
   * A version of a table comes into force.
   *
   * @param table which
   * @param content as the table's type looked it up
   */
  void table(int table, ByteBuffer content);

  /**
   * What a source needs to go on behind this commit.
   *
   * @param source which
   * @param progress as the source wrote it
   */
  void progress(int source, ByteBuffer progress);

  /**
   * Records that a source received and did not hand over.
   *
   * @param source which
   * @param fate duplicate or overflow
   * @param records how many
   */
  void count(int source, Fate fate, long records);

  /**
   * A sink's target confirmed rows.
   *
   * @param sink which
   * @param sequence the last confirmed row
   * @param position the target's position there
   */
  void confirmed(int sink, long sequence, ByteBuffer position);

  /**
   * An outbox forgot rows.
   *
   * @param sink which
   * @param sequence the last row forgotten
   * @param rows how many
   */
  void dropped(int sink, long sequence, long rows);
}
