package io.weir.engine.query;

import io.weir.api.data.Batch;
import io.weir.api.data.Column;
import io.weir.api.data.DataType;
import io.weir.api.data.Field;
import io.weir.api.data.LongColumn;
import io.weir.api.data.Schema;
import io.weir.operators.RowBatch;
import java.util.ArrayList;
import java.util.List;

/**
 * The result of a query as a later query reads it: its columns, then the hidden event time. The
 * watermark that the query has arrived at comes by itself, behind the rows: at the end of time it
 * is no watermark of a row, and what the rows' own brings about comes first, also when the later
 * query filters them.
 */
public final class ChainedRows {

  private static final Field EVENT_TIME = Field.hidden("_event_time", DataType.TIMESTAMP);

  private ChainedRows() {}

  /**
   * Adds the hidden event time, unless a column of the result is called so.
   *
   * @param rows of a result, at least one
   * @return the same rows, which share their arrays
   */
  public static RowBatch of(RowBatch rows) {
    return new RowBatch(
        withEventTime(rows),
        rows.eventTimeMicros(),
        rows.watermarkMicros(),
        rows.watermarkMicros()[rows.size() - 1]);
  }

  private static Batch withEventTime(RowBatch rows) {
    Batch batch = rows.batch();
    if (batch.schema().indexOf(EVENT_TIME.name()) >= 0) {
      return batch;
    }
    List<Field> fields = new ArrayList<>(batch.schema().fields());
    fields.add(EVENT_TIME);
    List<Column> columns = new ArrayList<>(batch.columns());
    columns.add(new LongColumn(DataType.TIMESTAMP, rows.eventTimeMicros(), null, batch.size()));
    return new Batch(new Schema(fields), columns, batch.size());
  }
}
