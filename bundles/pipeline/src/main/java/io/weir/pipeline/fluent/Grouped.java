package io.weir.pipeline.fluent;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Groups of rows, to be aggregated.
 *
 * <p>Thread: immutable; used by the thread that builds the pipeline.
 */
public final class Grouped {

  private final Rows rows;
  private final List<Column> keys;
  private final String sets;

  Grouped(Rows rows, List<Column> keys, String sets) {
    this.rows = rows;
    this.keys = keys;
    this.sets = sets;
  }

  /**
   * Aggregates.
   *
   * @param aggregates over the rows of a group
   * @return a row a group: the keys, then the aggregates
   */
  public Rows agg(Column... aggregates) {
    List<String> columns = new ArrayList<>();
    keys.forEach(key -> columns.add(key.selectedKey()));
    Arrays.stream(aggregates).map(Column::selected).forEach(columns::add);
    return rows.grouped(groups(), columns);
  }

  /**
   * Aggregates, and says which columns the rows have.
   *
   * @param columns keys, parts of the window, aggregates, and what is made of them
   * @return a row a group, with these columns
   */
  public Rows select(Column... columns) {
    return rows.grouped(groups(), Arrays.stream(columns).map(Column::selected).toList());
  }

  private List<String> groups() {
    List<String> all = keys.stream().map(Column::sql).toList();
    return sets.isEmpty() ? all : List.of(sets + "(" + String.join(", ", all) + ")");
  }
}
