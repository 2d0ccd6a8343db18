package io.weir.engine.definition;

import io.weir.engine.query.QuerySpec;
import io.weir.operators.function.FunctionCatalog;

/**
 * A query of a pipeline.
 *
 * @param spec what runs
 * @param trigger when a batch is computed
 * @param functions what its calls resolve to
 */
public record QueryDefinition(QuerySpec spec, Trigger trigger, FunctionCatalog functions) {

  /**
   * When a batch is computed.
   *
   * @param intervalMicros 0 for as soon as a record is there
   * @param availableNow compute what is there, then stop
   */
  public record Trigger(long intervalMicros, boolean availableNow) {}
}
