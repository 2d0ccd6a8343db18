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
 * <p>Thread: {@link #requireUsable} on any; the rest on the pipeline's.
 */
public final class TableStage {

  /** A version is one entry of the journal, and must fit into a commit with what else is there. */
  static final int MOST_BYTES = 12 << 20;

  private final TableDefinition definition;
  private final Table table;
  private byte[] content = {};
  private @Nullable TableVersion version;

  /**
   * A table without a version.
   *
   * @param definition what was declared
   * @param table gives versions
   */
  public TableStage(TableDefinition definition, Table table) {
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

  private Batch check(byte[] candidate) throws TableException {
    Batch rows = table.read(candidate);
    if (!definition.key().isEmpty()) {
      requireUniqueKeys(rows);
    }
    return rows;
  }

  /**
   * Reads a new version and checks its keys and its length.
   *
   * @param candidate as {@link Table#look} gave it
   * @throws TableException if it may not come into force
   */
  public void requireUsable(byte[] candidate) throws TableException {
    if (candidate.length > MOST_BYTES) {
      throw new TableException(
          ("table %s: found a version of %d bytes, expected at most %d, as every version goes"
                  + " through the journal: leave out rows and columns that no query reads")
              .formatted(definition.name(), candidate.length, MOST_BYTES));
    }
    Batch unused = check(candidate);
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
