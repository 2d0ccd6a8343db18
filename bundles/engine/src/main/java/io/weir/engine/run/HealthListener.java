package io.weir.engine.run;

import io.weir.api.connector.ConnectorContext.Health;

/**
 * Is told how sources, tables and sinks are.
 *
 * <p>Thread: any, also several at once.
 */
@FunctionalInterface
public interface HealthListener {

  /**
   * A report.
   *
   * @param pipeline its pipeline
   * @param kind {@code source}, {@code table} or {@code sink}
   * @param name its name
   * @param state in order or not
   * @param message one sentence
   */
  void report(String pipeline, String kind, String name, Health state, String message);
}
