package io.weir.operators.streamjoin;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The kept rows of each key, by time and then by place. Rows come near the end and go near the
 * beginning, so that little is moved. The rows of a key stand in one array, for to look at a key is
 * to miss the cache: first where they begin and end, then of each the time and the place.
 *
 * <p>Thread: one at a time.
 */
final class RowsByKey {

  private static final int HEAD = 2;
  private static final int STRIDE = 2;

  /** Room that is kept for a key without rows, which is likely to have some again. */
  private static final int SPARED = HEAD + STRIDE * 32;

  /** As far one steps instead of searching. */
  private static final int NEAR = STRIDE * 8;

  private long[] @Nullable [] byKey = new long[64][];

  /** Forgets all rows. */
  void clear() {
    for (long[] rows : byKey) {
      if (rows != null) {
        rows[0] = HEAD;
        rows[1] = HEAD;
      }
    }
  }

  /** Adds a row, whose place is behind those of all others. */
  void add(int key, long time, int place) {
    long[] rows = withRoom(key);
    int from = (int) rows[0];
    int to = (int) rows[1];
    int at = to;
    if (at - from > NEAR && rows[at - NEAR] > time) {
      at = after(rows, from, at - NEAR, time);
      System.arraycopy(rows, at, rows, at + STRIDE, to - at);
    } else {
      while (at > from && rows[at - STRIDE] > time) {
        rows[at] = rows[at - STRIDE];
        rows[at + 1] = rows[at - STRIDE + 1];
        at -= STRIDE;
      }
    }
    rows[at] = time;
    rows[at + 1] = place;
    rows[1] = (long) to + STRIDE;
  }

  private long[] withRoom(int key) {
    if (key >= byKey.length) {
      byKey = Arrays.copyOf(byKey, Math.max(key + 1, byKey.length * 2));
    }
    long[] rows = byKey[key];
    if (rows == null) {
      rows = new long[HEAD + STRIDE * 3];
      rows[0] = HEAD;
      rows[1] = HEAD;
      byKey[key] = rows;
    } else if (rows[1] == rows.length) {
      int from = (int) rows[0];
      int size = rows.length - from;
      boolean enough = size <= rows.length / 2;
      long[] roomier = enough ? rows : new long[HEAD + STRIDE * (rows.length / STRIDE * 2)];
      System.arraycopy(rows, from, roomier, HEAD, size);
      roomier[0] = HEAD;
      roomier[1] = (long) HEAD + size;
      byKey[key] = roomier;
      rows = roomier;
    }
    return rows;
  }

  /** Removes a row that is there. */
  void remove(int key, long time, int place) {
    long[] rows = byKey[key];
    int from = (int) rows[0];
    int to = (int) rows[1];
    int at = rows[from + 1] == place ? from : notBefore(rows, from, to, time);
    while (rows[at + 1] != place) {
      at += STRIDE;
    }
    if (at - from < to - at) {
      System.arraycopy(rows, from, rows, from + STRIDE, at - from);
      rows[0] = (long) from + STRIDE;
    } else {
      System.arraycopy(rows, at + STRIDE, rows, at, to - at - STRIDE);
      rows[1] = (long) to - STRIDE;
    }
    if (to - from == STRIDE && rows.length > SPARED) {
      byKey[key] = null;
    }
  }

  /** Adds the places of the rows of a key with times from one to another, both included. */
  void find(int key, long first, long last, Places target) {
    long[] rows = key < 0 || key >= byKey.length ? null : byKey[key];
    if (rows != null) {
      int to = (int) rows[1];
      for (int at = notBefore(rows, (int) rows[0], to, first);
          at < to && rows[at] <= last;
          at += STRIDE) {
        target.add((int) rows[at + 1]);
      }
    }
  }

  /** The first position whose time is not before one. */
  private static int notBefore(long[] rows, int from, int to, long time) {
    int at = from;
    if (to - from > NEAR && rows[from + NEAR] < time) {
      at = after(rows, from + NEAR, to, time - 1);
    }
    while (at < to && rows[at] < time) {
      at += STRIDE;
    }
    return at;
  }

  /** The first position whose time is after one. */
  private static int after(long[] rows, int from, int to, long time) {
    int low = 0;
    int high = (to - from) / STRIDE;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (rows[from + middle * STRIDE] <= time) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return from + low * STRIDE;
  }
}
