package io.weir.connectors.memory;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one memory sink; outlives its instances.
 *
 * <p>Thread: any.
 */
final class MemoryRows {

  private final Deque<Map<String, @Nullable Object>> rows = new ArrayDeque<>();

  /** The number of rows that came before the first one kept. */
  private long forgotten;

  /** Keeps only the first rows ever got. */
  synchronized void cut(long count) {
    while (!rows.isEmpty() && forgotten + rows.size() > count) {
      rows.removeLast();
    }
    if (rows.isEmpty()) {
      forgotten = count;
    }
  }

  /** Adds a row; the number of rows ever got. */
  synchronized long add(Map<String, @Nullable Object> row, int maxRows) {
    rows.addLast(row);
    while (rows.size() > maxRows) {
      rows.removeFirst();
      forgotten++;
    }
    notifyAll();
    return forgotten + rows.size();
  }

  /** Replaces all rows at once. */
  synchronized void replace(List<Map<String, @Nullable Object>> result) {
    rows.clear();
    rows.addAll(result);
    forgotten = 0;
    notifyAll();
  }

  synchronized List<Map<String, @Nullable Object>> copy() {
    return new ArrayList<>(rows);
  }

  synchronized List<Map<String, @Nullable Object>> await(int count, Duration timeout)
      throws InterruptedException {
    long deadline = System.nanoTime() + timeout.toNanos();
    long leftNanos = timeout.toNanos();
    while (rows.size() < count && leftNanos > 0) {
      wait(leftNanos / 1_000_000 + 1);
      leftNanos = deadline - System.nanoTime();
    }
    return copy();
  }
}
