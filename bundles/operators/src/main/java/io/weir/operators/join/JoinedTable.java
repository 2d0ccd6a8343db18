package io.weir.operators.join;

import io.weir.api.data.Batch;
import io.weir.api.data.DataType;
import io.weir.api.data.Schema;
import io.weir.operators.column.Placeholders;
import io.weir.operators.expr.Kernel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The table of one join: how its versions are indexed, and the version in force. Before the first
 * version it is empty.
 *
 * <p>Thread: one at a time.
 */
public final class JoinedTable {

  private final List<Kernel> keys;
  private final List<DataType> keyTypes;
  private final boolean[] nullSafe;
  private final @Nullable TableFilter filter;
  private final @Nullable Validity validity;
  private TableIndex index;

  /**
   * A table without rows.
   *
   * @param schema its columns
   * @param keys the equalities' right sides, over the table; may be empty
   * @param keyTypes their types
   * @param nullSafe for each whether nulls are equal
   * @param filter decided once a row; null for none
   * @param validity from when to when rows hold, for a join as of a time; null for any other
   */
  public JoinedTable(
      Schema schema,
      List<Kernel> keys,
      List<DataType> keyTypes,
      boolean[] nullSafe,
      @Nullable TableFilter filter,
      @Nullable Validity validity) {
    this.keys = List.copyOf(keys);
    this.keyTypes = List.copyOf(keyTypes);
    this.nullSafe = nullSafe.clone();
    this.filter = filter;
    this.validity = validity;
    Batch empty =
        new Batch(
            schema,
            schema.fields().stream().map(f -> new Placeholders(f.type()).of(0)).toList(),
            0);
    index = new TableIndex(empty, 0, keys, keyTypes, this.nullSafe, filter, validity);
  }

  /**
   * Puts a version in force.
   *
   * @param rows all rows; kept
   * @param version its number
   */
  public void load(Batch rows, long version) {
    index = new TableIndex(rows, version, keys, keyTypes, nullSafe, filter, validity);
  }

  TableIndex index() {
    return index;
  }

  boolean[] nullSafe() {
    return nullSafe;
  }
}
