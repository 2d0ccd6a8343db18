package io.weir.bench.query;

import java.io.Serializable;

/**
 * The windows of a run.
 *
 * @param name for the output
 * @param sizeMs their length
 * @param slideMs from one to the next; divides the length
 */
record Window(String name, long sizeMs, long slideMs) implements Serializable {

  /** How far records may be out of order. */
  static final long LAG_MS = 1_000;

  static final Window TUMBLING = new Window("tumbling", 10_000, 10_000);
  static final Window SLIDING = new Window("sliding", 30_000, 10_000);

  /** The query PRIORITY-WINDOW. */
  String sql() {
    return sql("avg(temp) AS mean, min(temp) AS low, max(temp) AS high");
  }

  /** The same with other aggregates: three doubles. */
  String sql(String aggregates) {
    return """
        SELECT window.end AS window_end, r.device, count(*) AS n, %s
        FROM readings r JOIN priorities p ON r.device = p.device
        WHERE p.priority >= %d
        GROUP BY window(ts, '%d seconds', '%d seconds'), r.device\
        """
        .formatted(aggregates, Priority.LEAST, sizeMs / 1_000, slideMs / 1_000);
  }
}
