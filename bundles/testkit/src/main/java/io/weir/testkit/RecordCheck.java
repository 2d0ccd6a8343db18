package io.weir.testkit;

import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The records that came of a run, compared with those that its peer has, as they come.
 *
 * <p>Thread: one at a time.
 */
final class RecordCheck {

  /** What is promised of records through restarts. */
  enum Promise {
    EXACTLY_ONCE,
    AT_LEAST_ONCE,
    AT_MOST_ONCE
  }

  private final List<String> expected;
  private final Promise promise;
  private final boolean endless;
  private final Story story;

  // Positions of expected records.
  private final BitSet durable = new BitSet();
  private final BitSet polled = new BitSet();
  private final BitSet ofThisInstance = new BitSet();
  private final BitSet lost = new BitSet();

  private boolean restarted;
  private SourceLaw position = SourceLaw.PROGRESS;

  /**
   * Nothing came yet.
   *
   * @param expected all records of the peer, in order; the first ones if it never ends
   * @param endless whether more may come behind them
   */
  RecordCheck(List<String> expected, Promise promise, boolean endless, Story story) {
    this.expected = expected;
    this.promise = promise;
    this.endless = endless;
    this.story = story;
  }

  /** Whether all came, or are not to come any more. */
  boolean isComplete() {
    return promise == Promise.AT_MOST_ONCE
        ? expected.isEmpty() || durable.get(expected.size() - 1) || polled.get(expected.size() - 1)
        : firstMissing() == expected.size();
  }

  /** Whether records may stay away, because a restart lost them. */
  boolean mayLackSome() {
    return restarted && promise == Promise.AT_MOST_ONCE;
  }

  /** Everything polled is in the journal. */
  void committed() {
    durable.or(polled);
    polled.clear();
  }

  /**
   * The instance is gone, and what was not in the journal.
   *
   * @param fromCheckpoint whether the next one has nothing but a checkpoint to go on from
   */
  void restarted(boolean fromCheckpoint) {
    lost.or(polled);
    polled.clear();
    ofThisInstance.clear();
    restarted = true;
    position = fromCheckpoint ? SourceLaw.CHECKPOINT : SourceLaw.PROGRESS;
  }

  /** A record was handed over. */
  void polled(String record) {
    int next = firstMissing();
    if (next == expected.size() && endless) {
      return;
    }
    int found = find(record, next);
    if (found < 0) {
      throw story.otherwise(
          "the record %s came, expected %s", shown(record), next(next, "no more"));
    }
    if (known(found)) {
      repeated(record, found);
    } else if (found > next && promise != Promise.AT_MOST_ONCE) {
      throw story.broken(
          lossOf(next),
          "the record %s came, expected %s first%s",
          shown(record),
          next(next, ""),
          lost.get(next) ? ", which was polled before the restart and not committed" : "");
    }
    polled.set(found);
    ofThisInstance.set(found);
  }

  private void repeated(String record, int found) {
    if (!restarted || ofThisInstance.get(found)) {
      throw story.broken(
          SourceLaw.ORDER, "the record %s was handed over twice, without a restart", shown(record));
    }
    if (promise != Promise.AT_LEAST_ONCE) {
      throw story.broken(
          position,
          "the record %s came again after a restart, and is in the journal: it would be counted"
              + " twice",
          shown(record));
    }
  }

  /** Nothing comes any more. */
  void ended(String reports) {
    int next = firstMissing();
    if (next < expected.size()) {
      throw story.broken(lossOf(next), "the record %s does not come; %s", next(next, ""), reports);
    }
  }

  private SourceLaw lossOf(int next) {
    return lost.get(next) ? SourceLaw.ASKED_AGAIN : restarted ? position : SourceLaw.ORDER;
  }

  /** The first that did not come yet; at most once, the first behind all that came. */
  private int firstMissing() {
    if (promise == Promise.AT_MOST_ONCE) {
      return Math.max(durable.length(), polled.length());
    }
    int i = durable.nextClearBit(0);
    while (polled.get(i)) {
      i = durable.nextClearBit(i + 1);
    }
    return i;
  }

  private boolean known(int i) {
    return durable.get(i) || polled.get(i);
  }

  /** Where a record stands: where it should, behind, or before; -1 for nowhere. */
  private int find(String record, int next) {
    for (int i = next; i < expected.size(); i++) {
      if (Objects.equals(expected.get(i), record) && !known(i)) {
        return i;
      }
    }
    return expected.subList(0, Math.min(next, expected.size())).indexOf(record);
  }

  private String next(int next, @Nullable String none) {
    return next < expected.size() ? shown(expected.get(next)) : String.valueOf(none);
  }

  private static String shown(String record) {
    return "\"" + record + "\"";
  }
}
