package io.weir.pipeline;

/** What the sinks of a run in virtual time refuse. The result must be the same as without. */
public enum BackPressure {
  /** Nothing: every row is delivered when it was computed. */
  NONE,

  /**
   * Every sink refuses each second row that it is offered, the first one too, as a connector does
   * whose window is full. A row that was refused is offered again with the next step, and the rows
   * behind it wait, also through restarts; at the end of the input all are delivered.
   */
  ALTERNATE
}
