package io.weir.testkit;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Compares what a target has with what it had after each row of a run without restarts.
 *
 * <p>Thread: immutable, any.
 */
final class ContentCheck {

  /** After row 0, 1, 2, …, each flushed and confirmed. */
  private final List<List<String>> afterRow;

  private final boolean exactlyOnce;

  /**
   * A comparison.
   *
   * @param run in which it was learnt
   * @param afterRow what the target had
   * @param exactlyOnce whether nothing may stand twice
   * @throws IllegalArgumentException if rows are the same in the target
   */
  ContentCheck(SinkRun run, List<List<String>> afterRow, boolean exactlyOnce) {
    this.afterRow = List.copyOf(afterRow);
    this.exactlyOnce = exactlyOnce;
    if (run.hasRefused()) {
      requireRepeats(run, last(), once(last()));
    }
    List<String> all = last();
    if (new HashSet<>(all).size() < all.size()) {
      throw new IllegalArgumentException(
          "found %s in the target: the sink writes a row twice, or rows are the same there, so that"
                  .formatted(all)
              + " one that came twice could not be told; give rows that differ");
    }
  }

  /** What the target has when all rows came once. */
  List<String> last() {
    return afterRow.get(afterRow.size() - 1);
  }

  /** Checks what the target has when the last row is confirmed. */
  void requireAll(SinkRun run) {
    requireOneOf(run, afterRow.size() - 1, afterRow.size() - 1);
  }

  /** Checks what the target has now. */
  void require(SinkRun run) {
    requireOneOf(run, (int) run.confirmedRow(), (int) run.takenRow());
  }

  private void requireOneOf(SinkRun run, int from, int to) {
    List<String> content = run.content(found -> isOneOf(found, from, to));
    requireRepeats(run, content, once(content));
    if (isOneOf(content, from, to)) {
      return;
    }
    Set<String> missing = new LinkedHashSet<>(afterRow.get(from));
    missing.removeAll(content);
    if (!missing.isEmpty() && run.confirmedRow() > 0) {
      throw run.story()
          .broken(
              SinkLaw.CONFIRMED,
              "row %d is confirmed, and the target has %s; expected %s",
              run.confirmedRow(),
              content,
              afterRow.get(from));
    }
    throw run.story()
        .broken(SinkLaw.ORDER, "the target has %s, expected %s", content, afterRow.get(to));
  }

  private boolean isOneOf(List<String> content, int from, int to) {
    return afterRow.subList(from, to + 1).contains(once(content));
  }

  private static List<String> once(List<String> content) {
    return new ArrayList<>(new LinkedHashSet<>(content));
  }

  /** A row may stand twice where a restart repeated it, or nowhere. */
  private void requireRepeats(SinkRun run, List<String> content, List<String> once) {
    int turns = 0;
    Set<String> before = new HashSet<>();
    for (int i = 0; i < content.size(); i++) {
      boolean repeated = !before.add(content.get(i));
      boolean goesOn =
          i > 0 && once.indexOf(content.get(i)) == once.indexOf(content.get(i - 1)) + 1;
      turns += repeated && !goesOn ? 1 : 0;
    }
    if (turns > run.restarts()) {
      throw run.story()
          .broken(
              SinkLaw.REFUSED,
              "the target has %s: a row stands there twice after %d restarts; did deliver keep a row"
                  + " that it refused?",
              content,
              run.restarts());
    }
    if (exactlyOnce && once.size() < content.size()) {
      throw run.story()
          .broken(
              SinkLaw.CUT_BACK,
              "the target has %s: a row stands there twice, expected each exactly once",
              content);
    }
  }
}
