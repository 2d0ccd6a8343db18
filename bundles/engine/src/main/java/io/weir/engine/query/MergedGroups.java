package io.weir.engine.query;

import io.weir.api.data.Batch;
import io.weir.api.data.Schema;
import io.weir.operators.RowFates;
import io.weir.operators.expr.RowErrors;
import io.weir.operators.key.KeyTable;
import io.weir.operators.partition.Gathering;
import io.weir.operators.partition.Interleaving;
import io.weir.operators.partition.Merged;
import java.util.ArrayList;
import java.util.List;

/**
 * The rows that partitions make of their groups, in the order of end, start and key. They go on
 * window by window, as those of one operator do.
 *
 * <p>Thread: the one that calls the query; each partition's place that of the partition.
 */
final class MergedGroups implements Merged {

  private final Schema schema;
  private final boolean sessions; // whose windows are each its own
  private final GroupSender sender;
  private final List<YieldedGroups> places = new ArrayList<>();
  private final Interleaving order = new Interleaving();
  private final int[] counts;
  private final Gathering gathering;
  private final RowErrors errors = new RowErrors();

  MergedGroups(Schema schema, boolean sessions, GroupSender sender, int partitions) {
    this.schema = schema;
    this.sessions = sessions;
    this.sender = sender;
    this.counts = new int[partitions];
    this.gathering = new Gathering(schema, partitions);
  }

  /** Where another partition yields, whose keys these are. */
  GroupSink place(KeyTable keys) {
    YieldedGroups place = new YieldedGroups(schema, keys);
    places.add(place);
    return place;
  }

  @Override
  public void flow(RowFates fates) {
    for (int p = 0; p < counts.length; p++) {
      counts[p] = places.get(p).count();
    }
    order.merge(
        counts,
        (left, leftRow, right, rightRow) ->
            places.get(left).compare(leftRow, places.get(right), rightRow));
    if (order.count() == 0) {
      return;
    }
    Batch[] batches = places.stream().map(YieldedGroups::batch).toArray(Batch[]::new);
    for (int from = 0; from < order.count(); ) {
      int to = windowEnd(from);
      send(batches, from, to);
      from = to;
    }
    forget();
  }

  @Override
  public void forget() {
    places.forEach(YieldedGroups::clear);
  }

  /** Behind the last row that goes on together with one. */
  private int windowEnd(int from) {
    int most = Math.min(order.count(), from + WindowResults.ROWS_AT_ONCE);
    int to = from + 1;
    while (to < most && (sessions || isSameWindow(from, to))) {
      to++;
    }
    return to;
  }

  private boolean isSameWindow(int one, int other) {
    return place(one).isSameWindow(order.rows()[one], place(other), order.rows()[other]);
  }

  private YieldedGroups place(int at) {
    return places.get(order.partition(at));
  }

  private void send(Batch[] batches, int first, int end) {
    long[] times = new long[end - first];
    for (int from = first; from < end; ) {
      int to = Math.min(order.runEnd(from), end);
      int partition = order.partition(from);
      gathering.append(partition, batches[partition], order.rows(), from, to);
      YieldedGroups place = places.get(partition);
      for (int i = from; i < to; i++) {
        int row = order.rows()[i];
        times[i - first] = place.time(row);
        if (place.errors().failed(row)) {
          errors.raise(i - first, place.errors().reason(row));
        }
      }
      from = to;
    }
    sender.send(gathering.batch(), times, errors);
    gathering.clear();
    errors.clear();
  }
}
