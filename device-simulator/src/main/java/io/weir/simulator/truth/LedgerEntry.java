package io.weir.simulator.truth;

import io.weir.simulator.generate.Emission;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One message that was sent.
 *
 * @param index its place in the order of sending, from 0
 * @param dueMicros when it was due, from the start of the run
 * @param device the device's id
 * @param seq the device's sequence number
 * @param timeMicros its event time, epoch microseconds
 * @param malformed how its payload is broken, or empty if it is sound
 * @param values the exact values by field name; a field left out is absent
 * @param copies how often it was published; more than once if a broken connection left its fate
 *     unknown, and then the broker has one to {@code copies} of it
 * @param acknowledged whether the broker confirmed it; if not, nobody knows whether it arrived
 */
public record LedgerEntry(
    long index,
    long dueMicros,
    String device,
    long seq,
    long timeMicros,
    String malformed,
    Map<String, BigDecimal> values,
    int copies,
    boolean acknowledged) {

  /** Copies the values, in their order. */
  public LedgerEntry {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** The entry of an emission. */
  public static LedgerEntry of(Emission emission, int copies, boolean acknowledged) {
    return new LedgerEntry(
        emission.index(),
        emission.dueMicros(),
        emission.device().id(),
        emission.seq(),
        emission.timeMicros(),
        emission.defect() == null ? "" : emission.defect().label(),
        emission.values(),
        copies,
        acknowledged);
  }
}
