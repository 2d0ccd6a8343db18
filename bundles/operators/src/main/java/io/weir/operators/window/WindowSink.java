package io.weir.operators.window;

import io.weir.operators.aggregate.Cells;

/**
 * Takes the groups of windows that are due.
 *
 * <p>Thread: the one that calls the operator.
 */
public interface WindowSink {

  /**
   * Groups of one window, in the order of their keys. Everything is read before the call returns.
   *
   * @param startMicros the window's start; {@link Long#MIN_VALUE} for an aggregation without window
   * @param endMicros the window's end; {@link Long#MAX_VALUE} without window
   * @param groups ids of keys
   * @param cells their accumulated state
   * @param rows for each group its row in the cells
   * @param count how many groups
   */
  void window(long startMicros, long endMicros, int[] groups, Cells cells, int[] rows, int count);

  /**
   * Sessions, in the order of end, start and key. Everything is read before the call returns.
   *
   * @param startsMicros the start of each
   * @param endsMicros the end of each
   * @param groups ids of keys
   * @param cells their accumulated state
   * @param rows for each session its row in the cells
   * @param count how many sessions
   */
  void sessions(
      long[] startsMicros, long[] endsMicros, int[] groups, Cells cells, int[] rows, int count);
}
