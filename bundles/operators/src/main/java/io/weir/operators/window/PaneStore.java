package io.weir.operators.window;

import io.weir.operators.aggregate.Aggregates;
import io.weir.operators.group.GroupUse;
import io.weir.operators.key.KeyTable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The open panes in the order of time, and what they cost. The cost counts what the state means,
 * not how arrays have grown: it is the same after a restart, and however rows were cut.
 *
 * <p>Thread: one at a time.
 */
final class PaneStore {

  private static final int ROW_BYTES = 12; // the group's number and the index
  private static final int SPARES = 2;

  private final Aggregates aggregates;
  private final KeyTable keys;
  private final GroupUse uses;
  private final OpenPanes open;
  private final int rowCost;
  private final List<Pane> panes = new ArrayList<>();
  private final Deque<Pane> spares = new ArrayDeque<>();
  private @Nullable Pane recent;
  private long bytes;
  private long rows;

  PaneStore(Aggregates aggregates, KeyTable keys, GroupUse uses, OpenPanes open) {
    this.open = open;
    this.aggregates = aggregates;
    this.keys = keys;
    this.uses = uses;
    this.rowCost = aggregates.rowBytes() + ROW_BYTES;
  }

  boolean isEmpty() {
    return panes.isEmpty();
  }

  int size() {
    return panes.size();
  }

  Pane at(int index) {
    return panes.get(index);
  }

  Pane first() {
    return panes.get(0);
  }

  /** The pane of a start, or null. */
  @Nullable Pane find(long start) {
    Pane known = recent;
    if (known != null && known.startMicros() == start) {
      return known;
    }
    int index = indexOf(start);
    if (index < 0) {
      return null;
    }
    recent = panes.get(index);
    return recent;
  }

  /** The pane of a start, which is there. */
  Pane get(long start) {
    return Objects.requireNonNull(find(start));
  }

  /** Where the first pane stands that starts at an instant or after it. */
  int firstFrom(long start) {
    int index = indexOf(start);
    return index < 0 ? -index - 1 : index;
  }

  private int indexOf(long start) {
    int low = 0;
    int high = panes.size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      long found = panes.get(middle).startMicros();
      if (found == start) {
        return middle;
      }
      if (found < start) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -low - 1;
  }

  /** The most that one more group costs, without its key. */
  long mostCost() {
    return (long) rowCost + OpenPanes.cost();
  }

  /** What one more group in a pane costs, without its key; null for a pane that is not here. */
  long cost(@Nullable Pane pane, long start) {
    return pane != null || open.isOpen(start) ? rowCost : mostCost();
  }

  /** Adds a group to the pane of a start, which is made if need be; gives its row. */
  int add(long start, int group) {
    Pane pane = find(start);
    bytes += rowCost + uses.use(group);
    if (pane == null) {
      bytes += open.open(start);
      pane = spares.isEmpty() ? new Pane(aggregates.newCells()) : spares.pop();
      pane.reset(start);
      panes.add(-indexOf(start) - 1, pane);
    }
    rows++;
    return pane.add(group, keys.bound());
  }

  void removeFirst() {
    Pane pane = panes.remove(0);
    if (recent == pane) {
      recent = null;
    }
    for (int row = 0; row < pane.size(); row++) {
      bytes -= uses.release(pane.groupOf(row));
    }
    bytes -= (long) rowCost * pane.size() + pane.cells().variableBytes();
    bytes -= open.close(pane.startMicros());
    rows -= pane.size();
    if (spares.size() < SPARES && pane.size() >= keys.size() / 4) {
      spares.push(pane);
    }
  }

  void account(long variableBytes) {
    bytes += variableBytes;
  }

  void forgetChanges() {
    panes.forEach(Pane::forgetChanges);
  }

  long bytes() {
    return bytes;
  }

  long rows() {
    return rows;
  }
}
