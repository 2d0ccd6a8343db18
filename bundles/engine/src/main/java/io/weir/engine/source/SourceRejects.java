package io.weir.engine.source;

import io.weir.api.data.Column;
import io.weir.engine.journal.RecordBlock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Is told the records that did not pass a source's checks.
 *
 * <p>Thread: the pipeline's. Arguments are valid until the call returns.
 */
@FunctionalInterface
public interface SourceRejects {

  /**
   * A record was quarantined.
   *
   * @param block holds its bytes
   * @param record its position there
   * @param columns the decoded columns; null for a record that could not be decoded
   * @param row its position in the columns
   * @param reason one sentence
   */
  void rejected(
      RecordBlock block, int record, @Nullable List<Column> columns, int row, String reason);
}
