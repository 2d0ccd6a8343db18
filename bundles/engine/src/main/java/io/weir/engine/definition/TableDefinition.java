package io.weir.engine.definition;

import io.weir.api.config.Config;
import io.weir.api.connector.TableType;
import io.weir.api.data.Schema;
import java.util.List;

/**
 * A static table of a pipeline.
 *
 * @param name its name
 * @param type opens it
 * @param config for the type
 * @param schema its columns
 * @param key the positions of the key columns; empty for a table that may hold several rows a key
 * @param validFromColumn the position of the column that says from when a row holds; -1 for a table
 *     that is not versioned
 * @param refreshMicros how often to look for a new version
 */
public record TableDefinition(
    String name,
    TableType type,
    Config config,
    Schema schema,
    List<Integer> key,
    int validFromColumn,
    long refreshMicros) {

  /** Copies the key. */
  public TableDefinition {
    key = List.copyOf(key);
  }
}
