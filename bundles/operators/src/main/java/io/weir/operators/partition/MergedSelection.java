package io.weir.operators.partition;

import io.weir.operators.RowFates;
import io.weir.operators.RowSink;
import io.weir.operators.Rows;
import io.weir.operators.expr.Selection;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows of the batch at hand of which partitions yield some each: together they are a selection of
 * it.
 *
 * <p>Thread: the one that calls the query; each partition's place that of the partition.
 */
public final class MergedSelection implements Merged {

  private final RowSink output;
  private final List<Place> places = new ArrayList<>();
  private final Interleaving order = new Interleaving();
  private final int[] counts;
  private long[] marks = new long[0];

  /** Where a partition yields, once for the rows that it took. */
  private static final class Place implements RowSink {
    private @Nullable Rows yielded;

    @Override
    public void rows(Rows rows, RowFates fates) {
      yielded = rows;
    }

    int count() {
      Rows rows = yielded;
      return rows == null ? 0 : rows.selection().count();
    }

    int row(int i) {
      Rows rows = yielded;
      return rows == null ? -1 : rows.selection().row(i);
    }
  }

  /**
   * Nothing yielded.
   *
   * @param output takes the rows
   * @param partitions how many
   */
  public MergedSelection(RowSink output, int partitions) {
    this.output = output;
    this.counts = new int[partitions];
    for (int i = 0; i < partitions; i++) {
      places.add(new Place());
    }
  }

  /**
   * Where a partition yields.
   *
   * @param partition its number
   */
  public RowSink place(int partition) {
    return places.get(partition);
  }

  @Override
  public void flow(RowFates fates) {
    Rows any = null;
    for (int p = 0; p < counts.length; p++) {
      counts[p] = places.get(p).count();
      any = counts[p] > 0 ? places.get(p).yielded : any;
    }
    if (any == null) {
      return;
    }
    order.merge(
        counts,
        (left, leftRow, right, rightRow) ->
            Integer.compare(places.get(left).row(leftRow), places.get(right).row(rightRow)));
    output.rows(together(any), fates);
    forget();
  }

  @Override
  public void forget() {
    places.forEach(place -> place.yielded = null);
  }

  private Rows together(Rows any) {
    int size = any.batch().size();
    if (marks.length < size) {
      marks = new long[size];
    }
    int[] selected = new int[order.count()];
    for (int i = 0; i < selected.length; i++) {
      Place place = places.get(order.partition(i));
      int row = place.row(order.rows()[i]);
      selected[i] = row;
      Rows yielded = place.yielded;
      marks[row] = yielded == null ? 0 : yielded.watermarksMicros()[row];
    }
    Rows together = any.part(Selection.of(selected, selected.length));
    together.mark(marks);
    return together;
  }
}
