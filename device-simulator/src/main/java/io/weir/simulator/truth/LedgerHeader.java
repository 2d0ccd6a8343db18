package io.weir.simulator.truth;

import io.weir.simulator.fleet.Roster.TableRow;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a ledger says before its first message.
 *
 * @param fleet the fleet's name
 * @param seed its seed
 * @param startMicros event time at the start of the run, epoch microseconds
 * @param skewMicros how far two messages may overtake each other, in time due; 0 for not at all
 * @param table the priority table by device id
 */
public record LedgerHeader(
    String fleet, long seed, long startMicros, long skewMicros, Map<String, TableRow> table) {

  /** Copies the table. */
  public LedgerHeader {
    table = new LinkedHashMap<>(table);
  }
}
