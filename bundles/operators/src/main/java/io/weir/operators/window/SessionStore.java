package io.weir.operators.window;

import io.weir.operators.aggregate.Aggregates;
import io.weir.operators.aggregate.Cells;
import io.weir.operators.group.GroupUse;
import java.util.Arrays;

/**
 * Open sessions: each has a row of cells, and those of a group are a chain in the order of time. A
 * heap knows a time before which no session ends; a session that was extended is put back when its
 * turn comes, so extending costs nothing.
 *
 * <p>Thread: one at a time.
 */
final class SessionStore {

  private static final int SESSION_BYTES = 48;
  private static final int NONE = -1;

  private final Aggregates aggregates;
  private final GroupUse uses;
  private final Cells cells;
  private final long cost;

  private long[] starts = new long[16];
  private long[] ends = new long[16];
  private int[] groups = new int[16]; // NONE for a free row
  private int[] next = new int[16]; // in the group's chain, or in the chain of free rows
  private int[] stamps = new int[16]; // rises when a row is freed: entries of the heap are void
  private int free = NONE;
  private int size;
  private int[] heads = new int[0]; // by group: session + 1

  private long[] heapEnds = new long[16];
  private int[] heapSessions = new int[16];
  private int[] heapStamps = new int[16];
  private int heapSize;

  private long bytes;

  SessionStore(Aggregates aggregates, GroupUse uses) {
    this.aggregates = aggregates;
    this.uses = uses;
    this.cells = aggregates.newCells();
    this.cost = (long) aggregates.rowBytes() + SESSION_BYTES;
  }

  Cells cells() {
    return cells;
  }

  int size() {
    return size;
  }

  long cost() {
    return cost;
  }

  long bytes() {
    return bytes + cells.variableBytes();
  }

  long start(int session) {
    return starts[session];
  }

  long end(int session) {
    return ends[session];
  }

  int group(int session) {
    return groups[session];
  }

  /** The earliest session of a group that overlaps or touches a span, or -1. */
  int firstTouching(int group, long start, long end) {
    int session = head(group);
    while (session != NONE && ends[session] < start) {
      session = next[session];
    }
    return session != NONE && starts[session] <= end ? session : NONE;
  }

  /** Whether a session that grows to an end reaches the next one of its group. */
  boolean bridges(int session, long end) {
    int later = next[session];
    return later != NONE && starts[later] <= Math.max(end, ends[session]);
  }

  private int head(int group) {
    return group < heads.length ? heads[group] - 1 : NONE;
  }

  int add(int group, long start, long end) {
    int session = free;
    if (session == NONE) {
      session = cells.add();
      if (session == starts.length) {
        int capacity = session * 2;
        starts = Arrays.copyOf(starts, capacity);
        ends = Arrays.copyOf(ends, capacity);
        groups = Arrays.copyOf(groups, capacity);
        next = Arrays.copyOf(next, capacity);
        stamps = Arrays.copyOf(stamps, capacity);
      }
    } else {
      free = next[session];
    }
    starts[session] = start;
    ends[session] = end;
    groups[session] = group;
    link(session, group, start);
    size++;
    bytes += cost + uses.use(group);
    push(end, session);
    return session;
  }

  private void link(int session, int group, long start) {
    if (group >= heads.length) {
      heads = Arrays.copyOf(heads, Math.max(group + 1, Math.max(64, heads.length * 2)));
    }
    int before = NONE;
    int after = heads[group] - 1;
    while (after != NONE && starts[after] < start) {
      before = after;
      after = next[after];
    }
    next[session] = after;
    if (before == NONE) {
      heads[group] = session + 1;
    } else {
      next[before] = session;
    }
  }

  /** Extends a session, and merges the later ones that it then reaches into it. */
  void extend(int session, long start, long end) {
    starts[session] = Math.min(starts[session], start);
    ends[session] = Math.max(ends[session], end);
    while (next[session] != NONE && starts[next[session]] <= ends[session]) {
      int later = next[session];
      ends[session] = Math.max(ends[session], ends[later]);
      aggregates.merge(cells, session, cells, later);
      remove(later);
    }
  }

  /** Frees a session; what it held is gone. */
  void remove(int session) {
    int group = groups[session];
    int before = NONE;
    int at = heads[group] - 1;
    while (at != session) {
      before = at;
      at = next[at];
    }
    if (before == NONE) {
      heads[group] = next[session] + 1;
    } else {
      next[before] = next[session];
    }
    cells.account(-aggregates.objectBytes(cells, session));
    cells.reset(session);
    groups[session] = NONE;
    stamps[session]++;
    next[session] = free;
    free = session;
    size--;
    bytes -= cost + uses.release(group);
  }

  /** All sessions, in no order. */
  int[] all() {
    int[] all = new int[size];
    int count = 0;
    for (int session = 0; session < cells.size(); session++) {
      if (groups[session] != NONE) {
        all[count++] = session;
      }
    }
    return all;
  }

  /** Whether a session may end until a time. */
  boolean anyEndsUntil(long time) {
    return heapSize > 0 && heapEnds[0] <= time;
  }

  /** The sessions that end until a time, which the caller removes. */
  int[] takeEnded(long time) {
    int[] ended = new int[16];
    int count = 0;
    while (anyEndsUntil(time)) {
      int session = heapSessions[0];
      boolean valid = stamps[session] == heapStamps[0];
      pop();
      if (valid && ends[session] > time) {
        push(ends[session], session);
      } else if (valid) {
        if (count == ended.length) {
          ended = Arrays.copyOf(ended, count * 2);
        }
        ended[count++] = session;
      }
    }
    return Arrays.copyOf(ended, count);
  }

  private void push(long end, int session) {
    if (heapSize == heapEnds.length) {
      heapEnds = Arrays.copyOf(heapEnds, heapSize * 2);
      heapSessions = Arrays.copyOf(heapSessions, heapSize * 2);
      heapStamps = Arrays.copyOf(heapStamps, heapSize * 2);
    }
    int at = heapSize++;
    while (at > 0 && heapEnds[(at - 1) / 2] > end) {
      move((at - 1) / 2, at);
      at = (at - 1) / 2;
    }
    set(at, end, session, stamps[session]);
  }

  private void pop() {
    heapSize--;
    long end = heapEnds[heapSize];
    int session = heapSessions[heapSize];
    int stamp = heapStamps[heapSize];
    int at = 0;
    while (2 * at + 1 < heapSize) {
      int child = 2 * at + 1;
      if (child + 1 < heapSize && heapEnds[child + 1] < heapEnds[child]) {
        child++;
      }
      if (heapEnds[child] >= end) {
        break;
      }
      move(child, at);
      at = child;
    }
    set(at, end, session, stamp);
  }

  private void move(int from, int to) {
    set(to, heapEnds[from], heapSessions[from], heapStamps[from]);
  }

  private void set(int at, long end, int session, int stamp) {
    heapEnds[at] = end;
    heapSessions[at] = session;
    heapStamps[at] = stamp;
  }
}
