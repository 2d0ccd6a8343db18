package io.weir.pipeline.cases;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A row that is compared: equal to another if all cells are, whatever their order.
 *
 * @param text as it was read or written
 * @param cells values by column, in the order of the text; compared by {@code equals}
 */
record Row(String text, Map<String, @Nullable Object> cells) {

  /** Whether both have the same columns with the same values. */
  boolean matches(Row other) {
    return cells.equals(other.cells);
  }

  /** The columns of both, those of the first in its order before the others. */
  static Set<String> columns(Row first, Row second) {
    Set<String> columns = new LinkedHashSet<>(first.cells.keySet());
    columns.addAll(second.cells.keySet());
    return columns;
  }

  /** The columns in which two rows differ. */
  static List<String> differing(Row first, Row second) {
    return columns(first, second).stream().filter(column -> !first.agrees(second, column)).toList();
  }

  /** Whether another row has the same value in a column, or neither has it. */
  boolean agrees(Row other, String column) {
    return cells.containsKey(column) == other.cells.containsKey(column)
        && Objects.equals(cells.get(column), other.cells.get(column));
  }

  /** The value of a column as text. */
  String shown(String column) {
    return cells.containsKey(column) ? Json.text(cells.get(column)) : "(absent)";
  }
}
