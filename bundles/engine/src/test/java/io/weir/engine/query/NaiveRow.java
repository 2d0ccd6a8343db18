package io.weir.engine.query;

import io.weir.api.Fate;
import java.util.ArrayList;
import java.util.List;

/**
 * A row of the oracle.
 *
 * @param values its columns
 * @param time its event time
 * @param of the records that it is made of
 * @param atHand whether the record at hand is one of them
 */
record NaiveRow(Object[] values, long time, List<Source> of, boolean atHand) {

  /** A record and how far it got. */
  static final class Source {
    Fate fate;
  }

  void further(Fate fate) {
    for (Source source : of) {
      source.fate = source.fate == null || fate.compareTo(source.fate) > 0 ? fate : source.fate;
    }
  }

  NaiveRow with(Object[] others) {
    return with(others, time);
  }

  NaiveRow with(Object[] others, long otherTime) {
    return new NaiveRow(others, otherTime, of, atHand);
  }

  /** A pair of the row at hand and one that was kept. */
  static NaiveRow pair(Object[] values, long time, NaiveRow one, NaiveRow kept) {
    List<Source> both = new ArrayList<>(one.of());
    both.addAll(kept.of());
    return new NaiveRow(values, time, both, one.atHand());
  }

  /** The row on its own, when its turn is over. */
  NaiveRow alone(Object[] others) {
    return new NaiveRow(others, time, of, false);
  }
}
