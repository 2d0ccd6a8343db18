package io.weir.engine.query;

import io.weir.api.data.Batch;
import io.weir.api.data.Column;
import io.weir.engine.plan.Plan;
import io.weir.operators.column.ValueOrder;
import io.weir.operators.expr.Kernel;
import io.weir.operators.expr.RowErrors;
import io.weir.operators.expr.Selection;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts the rows of a whole result in order, and keeps a part of them. Rows that are equal keep
 * their order, so the result is the same every time.
 *
 * <p>Thread: the one that calls the query.
 */
final class ResultOrder {

  private final Plan.Sort sort;
  private final List<Kernel> keys;

  ResultOrder(Plan.Sort sort, List<Kernel> keys) {
    this.sort = sort;
    this.keys = List.copyOf(keys);
  }

  void apply(PendingRows pending) {
    Batch batch = pending.batch();
    Selection all = Selection.all(batch.size());
    RowErrors errors = new RowErrors();
    Comparator<Integer> order = Comparator.comparing(row -> 0);
    for (int i = 0; i < keys.size(); i++) {
      Column column = keys.get(i).evaluate(batch, all, errors);
      order = order.thenComparing(row -> column.value(row), comparator(sort.keys().get(i)));
    }
    List<Integer> rows = new ArrayList<>();
    for (int row = 0; row < batch.size(); row++) {
      if (errors.failed(row)) {
        pending.fail("a row of the ordered result", errors.reason(row));
      } else {
        rows.add(row);
      }
    }
    int[] kept =
        rows.stream()
            .sorted(order)
            .skip(sort.offset())
            .limit(sort.limit())
            .mapToInt(Integer::intValue)
            .toArray();
    pending.keep(kept, kept.length);
  }

  private static Comparator<@Nullable Object> comparator(Plan.SortKey key) {
    Comparator<@Nullable Object> values = ValueOrder.of(key.expr().type());
    return (a, b) -> {
      if (a == null || b == null) {
        int nulls = Boolean.compare(a != null, b != null);
        return key.nullsFirst() ? nulls : -nulls;
      }
      return key.descending() ? values.compare(b, a) : values.compare(a, b);
    };
  }
}
