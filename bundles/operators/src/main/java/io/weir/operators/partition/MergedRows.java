package io.weir.operators.partition;

import io.weir.api.data.Batch;
import io.weir.api.data.Schema;
import io.weir.operators.RowFates;
import io.weir.operators.RowSink;
import io.weir.operators.Rows;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows that partitions make, in the order of their {@link Rows.Turns}.
 *
 * <p>Thread: the one that calls the query; each partition's place that of the partition.
 */
public final class MergedRows implements Merged {

  private final Schema schema;
  private final RowSink output;
  private final List<YieldedRows> places = new ArrayList<>();
  private final Interleaving order = new Interleaving();
  private final int[] counts;
  private final Gathering gathering;

  /**
   * Nothing yielded.
   *
   * @param schema of the rows
   * @param output takes them
   * @param partitions how many
   */
  public MergedRows(Schema schema, RowSink output, int partitions) {
    this.schema = schema;
    this.output = output;
    this.counts = new int[partitions];
    this.gathering = new Gathering(schema, partitions);
  }

  /**
   * Where another partition yields.
   *
   * @param records those that it holds, whose numbers its rows have
   */
  public RowSink place(PartitionRecords records) {
    YieldedRows place = new YieldedRows(schema, records);
    places.add(place);
    return place;
  }

  @Override
  public void flow(RowFates fates) {
    int count = 0;
    for (int p = 0; p < counts.length; p++) {
      counts[p] = places.get(p).count();
      count += counts[p];
    }
    if (count > 0) {
      output.rows(together(), fates);
      gathering.clear();
      forget();
    }
  }

  @Override
  public void forget() {
    places.forEach(YieldedRows::clear);
  }

  private Rows together() {
    order.merge(
        counts,
        (left, leftRow, right, rightRow) ->
            places.get(left).compare(leftRow, places.get(right), rightRow));
    Batch[] batches = places.stream().map(YieldedRows::batch).toArray(Batch[]::new);
    int count = order.count();
    long[] times = new long[count];
    long[] watermarks = new long[count];
    int[] origins = new int[count];
    int[] held = new int[count];
    for (int from = 0; from < count; ) {
      int partition = order.partition(from);
      int to = order.runEnd(from);
      gathering.append(partition, batches[partition], order.rows(), from, to);
      YieldedRows place = places.get(partition);
      for (int i = from; i < to; i++) {
        int row = order.rows()[i];
        times[i] = place.time(row);
        watermarks[i] = place.watermark(row);
        origins[i] = place.origin(row);
        held[i] = place.held(row);
      }
      from = to;
    }
    return new Rows(gathering.batch(), times, watermarks, origins, held);
  }
}
