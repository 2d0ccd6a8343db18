package io.weir.operators.state;

import io.weir.operators.key.KeyTable;
import java.util.Arrays;
import java.util.Comparator;
import java.util.TreeSet;

/**
 * Times at which keys are due, one a key at most, in the order of time and then of the keys: an
 * order that a restart does not change.
 *
 * <p>Thread: one at a time.
 */
final class Timeouts {

  /** No time. */
  static final long NEVER = Long.MAX_VALUE;

  private record Timeout(long time, int key) {}

  private final TreeSet<Timeout> order;
  private long[] times = new long[0]; // by key

  Timeouts(KeyTable keys) {
    this.order =
        new TreeSet<>(
            Comparator.comparingLong(Timeout::time)
                .thenComparing((left, right) -> keys.compare(left.key(), right.key())));
  }

  /** The time of a key; {@link #NEVER} for none. */
  long of(int key) {
    return key < times.length ? times[key] : NEVER;
  }

  /** Gives a key a time, or none. */
  void set(int key, long time) {
    if (key >= times.length) {
      int known = times.length;
      times = Arrays.copyOf(times, Math.max(key + 1, known * 2));
      Arrays.fill(times, known, times.length, NEVER);
    }
    if (times[key] != NEVER) {
      order.remove(new Timeout(times[key], key));
    }
    times[key] = time;
    if (time != NEVER) {
      order.add(new Timeout(time, key));
    }
  }

  /** The earliest time; {@link #NEVER} if there is none. */
  long firstTime() {
    return order.isEmpty() ? NEVER : order.first().time();
  }

  /** The key with the earliest time; there must be one. */
  int firstKey() {
    return order.first().key();
  }
}
