package io.weir.simulator.truth;

import io.weir.simulator.fleet.Roster.TableRow;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A gateway as one would sketch it: takes records in the order of arrival, lists for each possible
 * window the values that are in it, and adds them up in doubles at the end.
 */
final class PlainGateway {

  private final Meaning meaning;
  private final Map<String, TableRow> table;
  private final Set<String> seen = new HashSet<>();
  private final Map<String, List<BigDecimal>> contents = new TreeMap<>();
  private long greatest = Long.MIN_VALUE / 2;
  private long accepted;
  private long duplicate;
  private long quarantined;
  private long aggregated;
  private long noMatch;
  private long filtered;
  private long late;
  private long partlyLate;

  PlainGateway(Meaning meaning, Map<String, TableRow> table) {
    this.meaning = meaning;
    this.table = table;
  }

  void receive(LedgerEntry record) {
    long now = record.dueMicros();
    if (!record.malformed().isEmpty() || record.timeMicros() > now + meaning.maxAheadMicros()) {
      quarantined++;
    } else if (!seen.add(record.device() + '/' + record.seq() + '/' + record.timeMicros())) {
      duplicate++;
    } else {
      accepted++;
      query(record);
      greatest = Math.max(greatest, record.timeMicros());
    }
  }

  private void query(LedgerEntry record) {
    TableRow row = table.get(record.device());
    if (row == null) {
      noMatch++;
    } else if (row.priority() < meaning.minPriority()) {
      filtered++;
    } else {
      int in = 0;
      int out = 0;
      long watermark = greatest - meaning.watermarkDelayMicros();
      long first = -20 * meaning.windowMicros();
      for (long start = first; start <= record.timeMicros(); start += meaning.slideMicros()) {
        long end = start + meaning.windowMicros();
        if (record.timeMicros() < end && watermark < end) {
          WindowKey key = new WindowKey(start, record.device(), row.site());
          BigDecimal value = record.values().get(meaning.field());
          List<BigDecimal> values =
              contents.computeIfAbsent(key.describe(), k -> new ArrayList<>());
          values.add(value);
          in++;
        } else if (record.timeMicros() < end) {
          out++;
        }
      }
      aggregated += in > 0 ? 1 : 0;
      late += in == 0 ? 1 : 0;
      partlyLate += in > 0 && out > 0 ? 1 : 0;
    }
  }

  Map<String, String> windows() {
    Map<String, String> rows = new TreeMap<>();
    contents.forEach((key, values) -> rows.put(key, row(values)));
    return rows;
  }

  private static String row(List<BigDecimal> values) {
    double sum = 0;
    double peak = Double.NEGATIVE_INFINITY;
    int count = 0;
    for (BigDecimal value : values) {
      if (value != null) {
        sum += value.doubleValue();
        peak = Math.max(peak, value.doubleValue());
        count++;
      }
    }
    return count == 0
        ? WindowSum.describe(values.size(), null, null)
        : WindowSum.describe(values.size(), sum / count, peak);
  }

  Fates fates() {
    return new Fates(
        accepted, duplicate, quarantined, 0, aggregated, noMatch, filtered, late, 0, partlyLate);
  }
}
