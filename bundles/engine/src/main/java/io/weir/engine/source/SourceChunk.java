package io.weir.engine.source;

import io.weir.api.config.ConfigException;
import io.weir.api.data.Column;
import io.weir.api.data.DataType;
import io.weir.api.data.LongColumn;
import io.weir.api.format.RowBuilder;
import io.weir.engine.definition.SourceDefinition;
import io.weir.engine.journal.BlockPart;
import io.weir.engine.journal.RecordBlock;
import java.util.ArrayList;
import java.util.List;

/**
 * A part of a block on its way through a source, with arrays of its own: all parts of a block are
 * there until its queries have seen it.
 *
 * <p>Thread: {@link #decode} on any; the rest on the pipeline's, part after part.
 */
final class SourceChunk {

  private final RecordDecoder decoder;
  private final PassedRows passed = new PassedRows();
  private final TopicColumns topics = new TopicColumns();
  private int from;

  SourceChunk(SourceDefinition definition) throws ConfigException {
    this(new RecordDecoder(definition));
  }

  private SourceChunk(RecordDecoder decoder) {
    this.decoder = decoder;
  }

  /** Another chunk of the same source. */
  SourceChunk sibling() throws ConfigException {
    return new SourceChunk(decoder.sibling());
  }

  /** Decodes a part of a block. */
  void decode(RecordBlock block, int firstRecord, int behind) {
    from = firstRecord;
    decoder.decode(new BlockPart(block, firstRecord, behind - firstRecord));
    passed.begin(rows().size());
  }

  /** The decoded rows. */
  RowBuilder rows() {
    return decoder.rows();
  }

  /** The record of the block that a row is made of. */
  int record(int row) {
    return from + rows().record(row);
  }

  /** The declared columns of the decoded rows. */
  List<Column> columns() {
    return decoder.columns();
  }

  /** The rows that passed the checks. */
  PassedRows passed() {
    return passed;
  }

  /** All columns of the rows that passed, hidden ones included. */
  List<Column> passedColumns(RecordBlock block, List<Column> columns) {
    int count = passed.count();
    List<Column> all = new ArrayList<>(columns.size() + 3);
    for (Column column : columns) {
      all.add(count == column.size() ? column : column.gather(passed.rows(), count));
    }
    all.add(new LongColumn(DataType.TIMESTAMP, passed.eventMicros(), null, count));
    all.add(new LongColumn(DataType.TIMESTAMP, passed.receivedMicros(), null, count));
    all.add(topics.whole(block, passed.records(), count));
    return all;
  }
}
