package io.weir.pipeline.cases;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds what tells two lists of rows apart: the longest common sequence stays, and what is left
 * between two common rows is paired by likeness.
 */
final class RowDiff {

  /** Longer lists are compared position by position, which says less and costs nothing. */
  private static final long MOST_CELLS = 4_000_000;

  /**
   * One difference. Rows are numbered from 1; 0 for none.
   *
   * @param expectedRow where it is expected
   * @param foundRow where it was found
   * @param expected null for an extra row
   * @param found null for a missing row
   */
  record Change(int expectedRow, int foundRow, @Nullable Row expected, @Nullable Row found) {}

  private final List<Row> expected;
  private final List<Row> found;
  private final List<Change> changes = new ArrayList<>();
  private final Deque<Integer> missing = new ArrayDeque<>();
  private final Deque<Integer> extra = new ArrayDeque<>();

  private RowDiff(List<Row> expected, List<Row> found) {
    this.expected = expected;
    this.found = found;
  }

  /** The differences in order; none if the lists are equal. */
  static List<Change> ordered(List<Row> expected, List<Row> found) {
    RowDiff diff = new RowDiff(expected, found);
    diff.compare();
    return diff.changes;
  }

  /** The differences when order does not matter. */
  static List<Change> unordered(List<Row> expected, List<Row> found) {
    RowDiff diff = new RowDiff(expected, found);
    Map<Map<String, @Nullable Object>, Deque<Integer>> left = new HashMap<>();
    for (int i = 0; i < found.size(); i++) {
      left.computeIfAbsent(found.get(i).cells(), cells -> new ArrayDeque<>()).add(i);
    }
    for (int i = 0; i < expected.size(); i++) {
      Deque<Integer> same = left.get(expected.get(i).cells());
      if (same == null || same.pollFirst() == null) {
        diff.missing.add(i);
      }
    }
    left.values().forEach(diff.extra::addAll);
    diff.flush();
    return diff.changes;
  }

  private void compare() {
    int start = 0;
    int common = Math.min(expected.size(), found.size());
    while (start < common && expected.get(start).matches(found.get(start))) {
      start++;
    }
    int endExpected = expected.size();
    int endFound = found.size();
    while (endExpected > start
        && endFound > start
        && expected.get(endExpected - 1).matches(found.get(endFound - 1))) {
      endExpected--;
      endFound--;
    }
    long cells = (long) (endExpected - start + 1) * (endFound - start + 1);
    if (cells <= MOST_CELLS) {
      walk(start, endExpected, endFound);
    } else {
      byPosition(start, endExpected, endFound);
    }
    flush();
  }

  private void walk(int start, int endExpected, int endFound) {
    int rows = endExpected - start;
    int columns = endFound - start;
    int[][] length = new int[rows + 1][columns + 1];
    for (int i = rows - 1; i >= 0; i--) {
      for (int j = columns - 1; j >= 0; j--) {
        length[i][j] =
            expected.get(start + i).matches(found.get(start + j))
                ? length[i + 1][j + 1] + 1
                : Math.max(length[i + 1][j], length[i][j + 1]);
      }
    }
    int i = 0;
    int j = 0;
    while (i < rows || j < columns) {
      if (i < rows && j < columns && expected.get(start + i).matches(found.get(start + j))) {
        flush();
        i++;
        j++;
      } else if (j == columns || (i < rows && length[i + 1][j] >= length[i][j + 1])) {
        missing.add(start + i++);
      } else {
        extra.add(start + j++);
      }
    }
  }

  private void byPosition(int start, int endExpected, int endFound) {
    for (int i = start; i < Math.max(endExpected, endFound); i++) {
      boolean both = i < endExpected && i < endFound;
      if (both && expected.get(i).matches(found.get(i))) {
        flush();
        continue;
      }
      if (i < endExpected) {
        missing.add(i);
      }
      if (i < endFound) {
        extra.add(i);
      }
    }
  }

  /** Pairs what stands between two common rows. */
  private void flush() {
    while (!missing.isEmpty()) {
      int row = missing.removeFirst();
      Integer twin = twin(row);
      if (twin == null) {
        changes.add(new Change(row + 1, 0, expected.get(row), null));
      } else {
        // Rows found before the twin have no partner: the twin of a later row comes later.
        while (!extra.getFirst().equals(twin)) {
          addExtra(extra.removeFirst());
        }
        extra.removeFirst();
        changes.add(new Change(row + 1, twin + 1, expected.get(row), found.get(twin)));
      }
    }
    while (!extra.isEmpty()) {
      addExtra(extra.removeFirst());
    }
  }

  private void addExtra(int row) {
    changes.add(new Change(0, row + 1, null, found.get(row)));
  }

  /** The extra row that agrees with a missing one in most columns; null if none agrees in any. */
  private @Nullable Integer twin(int expectedRow) {
    Integer twin = null;
    int most = 0;
    for (Integer candidate : extra) {
      int agreeing = agreeing(expected.get(expectedRow), found.get(candidate));
      if (agreeing > most) {
        twin = candidate;
        most = agreeing;
      }
    }
    return twin;
  }

  /** In how many columns two rows agree; rows of one column are worth comparing anyhow. */
  private static int agreeing(Row first, Row second) {
    int columns = Row.columns(first, second).size();
    return columns == 1 ? 1 : columns - Row.differing(first, second).size();
  }
}
