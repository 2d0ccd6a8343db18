package io.weir.operators.window;

import java.util.HashMap;
import java.util.Map;

/**
 * The panes that an aggregation has open, whichever partitions hold rows of them: a pane costs the
 * same however many do.
 *
 * <p>Threads: any.
 */
public final class OpenPanes {

  private static final int PANE_BYTES = 128;

  private final Map<Long, Integer> holders = new HashMap<>();

  /** No pane. */
  public OpenPanes() {}

  /** What a new pane costs, bytes. */
  static int cost() {
    return PANE_BYTES;
  }

  /** Whether anybody holds rows of a pane. */
  synchronized boolean isOpen(long start) {
    return holders.containsKey(start);
  }

  /**
   * One more holds rows of a pane.
   *
   * @return the bytes that it costs now
   */
  synchronized int open(long start) {
    return holders.merge(start, 1, Integer::sum) == 1 ? PANE_BYTES : 0;
  }

  /**
   * One fewer holds rows of a pane.
   *
   * @return the bytes that are freed
   */
  synchronized int close(long start) {
    return holders.merge(start, -1, (held, one) -> held == 1 ? null : held + one) == null
        ? PANE_BYTES
        : 0;
  }
}
