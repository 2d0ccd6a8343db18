package io.weir.engine.run;

import io.weir.api.connector.Table;
import io.weir.api.connector.TableException;
import io.weir.api.data.Batch;
import io.weir.engine.definition.TableDefinition;
import io.weir.engine.query.TableVersion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A static table: its version in force, and the check that a new one may come into force.
 *
 * <p>Thread: {@link #check} on any; the rest on the pipeline's.
 */
public final class TableStage {

  private final TableDefinition definition;
  private final Table table;
  private byte[] content = {};
  private @Nullable TableVersion version;

  TableStage(TableDefinition definition, Table table) {
    this.definition = definition;
    this.table = table;
  }

  /** What was declared. */
  public TableDefinition definition() {
    return definition;
  }

  /** Gives new versions. */
  public Table table() {
    return table;
  }

  /** The version in force; null before the first. */
  public @Nullable TableVersion version() {
    return version;
  }

  /** The bytes of the version in force. */
  byte[] content() {
    return content;
  }

  /**
   * Reads a version and checks its keys.
   *
   * @param candidate as {@link Table#look} gave it
   * @throws TableException if it may not come into force
   */
  public Batch check(byte[] candidate) throws TableException {
    Batch rows = table.read(candidate);
    if (!definition.key().isEmpty()) {
      requireUniqueKeys(rows);
    }
    return rows;
  }

  /** Puts a checked version in force. */
  TableVersion put(byte[] checked, long number) {
    try {
      content = checked;
      version = new TableVersion(number, check(checked));
      return version;
    } catch (TableException e) {
      throw new IllegalStateException(
          "table %s: a version that was read before cannot be read now: %s"
              .formatted(definition.name(), e.getMessage()),
          e);
    }
  }

  private void requireUniqueKeys(Batch rows) throws TableException {
    List<Integer> columns = new ArrayList<>(definition.key());
    if (definition.validFromColumn() >= 0) {
      columns.add(definition.validFromColumn());
    }
    Map<List<@Nullable Object>, Integer> seen = new HashMap<>();
    for (int row = 0; row < rows.size(); row++) {
      List<@Nullable Object> key = new ArrayList<>(columns.size());
      for (int column : columns) {
        key.add(rows.column(column).value(row));
      }
      Integer before = seen.putIfAbsent(key, row);
      if (before != null) {
        throw new TableException(
            "table %s: rows %d and %d have the same key %s: expected one row a key"
                .formatted(definition.name(), before + 1, row + 1, key));
      }
    }
  }
}
