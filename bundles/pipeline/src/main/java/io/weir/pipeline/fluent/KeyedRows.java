package io.weir.pipeline.fluent;

import java.util.ArrayList;
import java.util.List;

/**
 * Rows by key, to be given to a function with state.
 *
 * <p>Thread: immutable; used by the thread that builds the pipeline.
 */
public final class KeyedRows {

  private final Rows rows;
  private final List<String> keys;

  KeyedRows(Rows rows, List<String> keys) {
    this.rows = rows;
    this.keys = keys;
  }

  /**
   * Calls a function for each row, with the state of its key.
   *
   * @param function the name of a {@link io.weir.api.function.GroupStateType}
   * @return what the function makes
   */
  public Rows flatMapGroupsWithState(String function) {
    List<String> arguments = new ArrayList<>();
    arguments.add(Expressions.lit(function).sql());
    arguments.addAll(keys);
    return rows.through("flat_map_groups_with_state", arguments);
  }
}
