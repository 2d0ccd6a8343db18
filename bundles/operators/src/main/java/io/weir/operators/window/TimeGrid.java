package io.weir.operators.window;

/**
 * How time is cut into windows and panes. Times are epoch microseconds; starts are inclusive, ends
 * exclusive.
 *
 * <p>Thread: one at a time.
 */
public interface TimeGrid {

  /**
   * The pane of an instant.
   *
   * @param time an instant
   * @return the pane's start
   */
  long paneStart(long time);

  /**
   * The end of a pane.
   *
   * @param paneStart its start
   * @return its end
   */
  long paneEnd(long paneStart);

  /**
   * The start of a window.
   *
   * @param windowEnd its end
   * @return its start
   */
  long windowStart(long windowEnd);

  /**
   * The end of the last window that ends at an instant or before it.
   *
   * @param time an instant; {@link Long#MIN_VALUE} is before all windows, {@link Long#MAX_VALUE}
   *     behind all
   * @return an end, or {@link Long#MIN_VALUE} or {@link Long#MAX_VALUE}
   */
  long lastEndUntil(long time);

  /**
   * The end of the first window that ends after an instant. An instant's own first window ends
   * then.
   *
   * @param time an instant, not {@link Long#MAX_VALUE}
   * @return an end
   */
  long firstEndAfter(long time);

  /**
   * The end of the last window that an instant is in.
   *
   * @param time an instant
   * @return an end
   */
  long lastEndOf(long time);

  /**
   * The instant before which every instant has only windows that end at a given end or before it.
   *
   * @param closedEnd what {@link #lastEndUntil} gives
   * @return rows of an earlier time are late
   */
  long lateBefore(long closedEnd);
}
