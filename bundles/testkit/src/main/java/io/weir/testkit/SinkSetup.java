package io.weir.testkit;

import io.weir.api.connector.SinkType;
import io.weir.api.data.Batch;
import io.weir.api.data.Schema;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is tried of a sink.
 *
 * @param type makes it
 * @param schema the columns of its rows
 * @param rows their values
 * @param targets where it writes
 * @param exactlyOnce whether a row may not stand twice in the target
 * @param patience how long to wait for what must come
 */
record SinkSetup(
    SinkType type,
    Schema schema,
    List<List<@Nullable Object>> rows,
    SinkHarness.Targets targets,
    boolean exactlyOnce,
    Duration patience) {

  SinkSetup {
    rows = List.copyOf(rows);
  }

  JsonRows encoder() {
    return new JsonRows(schema);
  }

  /** All rows. */
  Batch batch() {
    return RowBatches.of(schema, rows);
  }
}
