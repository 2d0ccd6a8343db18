package io.weir.engine.query;

/** What a query yields at a trigger, as in Structured Streaming. */
public enum OutputMode {
  /** Rows that will never change. */
  APPEND,
  /** Groups that changed since the last trigger. */
  UPDATE,
  /** The whole result. */
  COMPLETE
}
