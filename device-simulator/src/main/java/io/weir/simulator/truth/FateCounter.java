package io.weir.simulator.truth;

/**
 * Counts the fates that are certain, and how many records are in doubt: each of those may be found
 * under any fate or, if its delivery is in doubt, under none.
 */
final class FateCounter {

  private long sent;
  private long accepted;
  private long duplicate;
  private long quarantined;
  private long aggregated;
  private long partlyLate;
  private long noMatch;
  private long filtered;
  private long late;

  private long doubtfulAtSource;
  private long doubtfulInQuery;
  private long extraQuarantined;

  void accepted(LedgerEntry entry, boolean certain) {
    count(entry, certain, () -> accepted++);
  }

  void duplicate(LedgerEntry entry, boolean certain) {
    count(entry, certain, () -> duplicate++);
  }

  void quarantined(LedgerEntry entry, boolean certain) {
    count(entry, certain, () -> quarantined++);
    extraQuarantined += certain ? entry.copies() - 1 : 0;
  }

  private void count(LedgerEntry entry, boolean certain, Runnable counter) {
    if (entry.acknowledged()) {
      sent++;
    }
    if (certain) {
      counter.run();
    } else {
      doubtfulAtSource += entry.copies();
    }
  }

  void noMatch(boolean certain) {
    if (certain) {
      noMatch++;
    } else {
      doubtfulInQuery++;
    }
  }

  void filtered(boolean certain) {
    if (certain) {
      filtered++;
    } else {
      doubtfulInQuery++;
    }
  }

  void late() {
    late++;
  }

  void aggregated(boolean partly) {
    aggregated++;
    if (partly) {
      partlyLate++;
    }
  }

  void doubtfulInQuery() {
    doubtfulInQuery++;
  }

  /** Messages that the broker acknowledged, repeated publications not counted. */
  long sent() {
    return sent;
  }

  /** The fates that are certain. */
  Fates certain() {
    return new Fates(
        accepted, duplicate, quarantined, 0, aggregated, noMatch, filtered, late, 0, partlyLate);
  }

  /** Records whose fate at the source is in doubt. */
  long inDoubtAtSource() {
    return doubtfulAtSource;
  }

  /** Records whose fate in the query is in doubt. */
  long inDoubtInQuery() {
    return doubtfulInQuery;
  }

  /** Further copies of broken messages that may have arrived after a broken connection. */
  long extraQuarantined() {
    return extraQuarantined;
  }
}
