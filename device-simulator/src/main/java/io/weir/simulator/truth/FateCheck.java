package io.weir.simulator.truth;

import java.util.ArrayList;
import java.util.List;

/** Compares the gateway's accounting with the ledger's. */
final class FateCheck {

  private final List<String> problems = new ArrayList<>();

  private FateCheck() {}

  /** What does not add up, in sentences; empty if all is well. */
  static List<String> problems(FateCounter truth, Fates gateway) {
    FateCheck check = new FateCheck();
    Fates expected = truth.certain();
    long source = truth.inDoubtAtSource();
    long query = truth.inDoubtInQuery();
    check.range("accepted", gateway.accepted(), expected.accepted(), source);
    check.range(
        "quarantined (source)",
        gateway.quarantined(),
        expected.quarantined(),
        source + truth.extraQuarantined());
    // A message delivered twice is no loss and no double count, so more duplicates are no fault.
    check.atLeast("duplicate", gateway.duplicate(), expected.duplicate());
    check.range("overflow", gateway.overflow(), 0, 0);
    check.range("aggregated", gateway.aggregated(), expected.aggregated(), query);
    check.range("no-match", gateway.noMatch(), expected.noMatch(), query);
    check.range("filtered", gateway.filtered(), expected.filtered(), query);
    check.range("late", gateway.late(), expected.late(), query);
    check.range("partly_late", gateway.partlyLate(), expected.partlyLate(), query);
    check.range("quarantined (query)", gateway.queryQuarantined(), 0, 0);
    if (gateway.decided() != gateway.accepted()) {
      check.problems.add(
          "the gateway accepted "
              + gateway.accepted()
              + " records, but the fates in its query add up to "
              + gateway.decided());
    }
    return check.problems;
  }

  private void range(String fate, long found, long expected, long doubtful) {
    if (found < expected || found > expected + doubtful) {
      String range = doubtful == 0 ? "" : " to " + (expected + doubtful);
      problems.add(
          "fate " + fate + ": the gateway counted " + found + ", expected " + expected + range);
    }
  }

  private void atLeast(String fate, long found, long expected) {
    if (found < expected) {
      problems.add(
          "fate " + fate + ": the gateway counted " + found + ", expected at least " + expected);
    }
  }
}
