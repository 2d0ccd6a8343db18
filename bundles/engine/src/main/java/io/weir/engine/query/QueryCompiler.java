package io.weir.engine.query;

import io.weir.operators.function.FunctionCatalog;

/** Temporary. */
public final class QueryCompiler {
  private QueryCompiler() {}

  /** Temporary. */
  public static RunningQuery compile(QuerySpec spec, FunctionCatalog functions)
      throws PlanException {
    throw new PlanException("not yet");
  }
}
