package io.weir.operators;

import io.weir.api.data.Batch;

/**
 * Rows with their times, as they flow between a source and a query, and from query to query.
 *
 * <p>The watermark stands beside every row, because lateness is decided record by record: it is the
 * watermark made by the records before that row. The array never falls, so an operator finds the
 * row at which a window became final by binary search, and most batches need none.
 *
 * <p>Thread: one at a time; arrays are shared, read only, and valid until the call that they were
 * passed to returns.
 *
 * @param batch the columns, hidden ones ({@code _event_time}, {@code _received}, {@code _topic})
 *     included
 * @param eventTimeMicros event time of each row, epoch microseconds; may be longer than the batch
 * @param watermarkMicros watermark of this input before each row, epoch microseconds; {@link
 *     Long#MIN_VALUE} while there is none; never falls; may be longer than the batch
 * @param watermarkAfterMicros the watermark of this input after the last row
 */
public record RowBatch(
    Batch batch, long[] eventTimeMicros, long[] watermarkMicros, long watermarkAfterMicros) {

  /** No watermark yet. */
  public static final long NO_WATERMARK = Long.MIN_VALUE;

  /** The end of time: every window closes. */
  public static final long END_OF_TIME = Long.MAX_VALUE;

  /** The number of rows. */
  public int size() {
    return batch.size();
  }
}
