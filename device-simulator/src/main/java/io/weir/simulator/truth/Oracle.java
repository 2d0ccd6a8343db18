package io.weir.simulator.truth;

import io.weir.simulator.fleet.Roster.TableRow;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Computes, as plainly as it can be written down, what the pipeline must make of the messages sent:
 * every record's fate and every group's count, mean and peak.
 *
 * <p>Lateness depends on the order of arrival, which is known only up to {@link
 * Meaning#skewMicros}. So each record is judged against two watermarks: one made by the records
 * that certainly came before it, one made by all that may have. Where the two disagree about a
 * window the truth is unknown; the group is set aside and counted, not guessed. A fleet that leaves
 * a margin has no such group.
 *
 * <p>Takes the messages in the order of sending. Not thread safe.
 */
final class Oracle {

  /** Event times this close to {@code max-ahead} depend on the gateway's clock. */
  private static final long CLOCK_MARGIN_MICROS = 60_000_000;

  private static final long NONE = Long.MIN_VALUE;

  private final Meaning meaning;
  private final long startMicros;
  private final Map<String, TableRow> table;

  // What is known so far of the order of arrival.
  private final Identities identities = new Identities();
  private final ArrayDeque<Arrival> undecided = new ArrayDeque<>();
  private final ArrayDeque<Moved> underWay = new ArrayDeque<>();
  private long surelySeenMicros = NONE;
  private long maybeSeenMicros = NONE;

  // The truth so far.
  private final Map<WindowKey, WindowSum> windows = new HashMap<>();
  private final Set<WindowKey> unknown = new HashSet<>();
  private final FateCounter fates = new FateCounter();

  /**
   * Starts before the first message.
   *
   * @param startMicros event time at the start of the run, epoch microseconds
   * @param table the priority table by device id
   */
  Oracle(Meaning meaning, long startMicros, Map<String, TableRow> table) {
    this.meaning = meaning;
    this.startMicros = startMicros;
    this.table = Map.copyOf(table);
  }

  /** Takes the next message. */
  void take(LedgerEntry entry) {
    decideDueBefore(entry.dueMicros() - meaning.skewMicros());
    boolean certain = entry.acknowledged();
    if (!entry.malformed().isEmpty()) {
      fates.quarantined(entry, certain);
      return;
    }
    if (meaning.maxAheadMicros() != Meaning.OFF) {
      long ahead = entry.timeMicros() - (startMicros + entry.dueMicros());
      long beyond = ahead - meaning.maxAheadMicros();
      if (beyond > CLOCK_MARGIN_MICROS) {
        fates.quarantined(entry, certain);
        return;
      }
      certain &= beyond < -CLOCK_MARGIN_MICROS;
    }
    Boolean earlier = identities.put(entry, certain);
    if (earlier != null) {
      fates.duplicate(entry, certain && earlier);
      return;
    }
    fates.accepted(entry, certain);
    arrived(new Arrival(entry, certain, surelySeenBefore(entry.dueMicros())));
  }

  private void arrived(Arrival arrival) {
    LedgerEntry entry = arrival.entry();
    if (meaning.skewMicros() == 0) {
      decide(arrival);
    } else {
      undecided.add(arrival);
    }
    maybeSeenMicros = Math.max(maybeSeenMicros, entry.timeMicros());
    if (arrival.certain()) {
      underWay.add(new Moved(entry.dueMicros(), entry.timeMicros()));
    }
  }

  /** Decides what still waits for later messages, as there will be none. */
  void end() {
    decideDueBefore(Long.MAX_VALUE);
  }

  /** The groups by key, those that are unknown among them. */
  Map<WindowKey, WindowSum> windows() {
    return windows;
  }

  /** The groups about which the truth cannot be known. */
  Set<WindowKey> unknown() {
    return unknown;
  }

  /** Counts by fate so far. */
  FateCounter fates() {
    return fates;
  }

  /** When a group's window ends, epoch microseconds. */
  long endMicros(WindowKey key) {
    return key.startMicros() + meaning.windowMicros();
  }

  // Without skew everything before a message has arrived before it. With skew only what was due
  // earlier by more than the skew certainly has.
  private long surelySeenBefore(long dueMicros) {
    long limit = meaning.skewMicros() == 0 ? Long.MAX_VALUE : dueMicros - meaning.skewMicros();
    while (!underWay.isEmpty() && underWay.element().dueMicros() < limit) {
      surelySeenMicros = Math.max(surelySeenMicros, underWay.remove().timeMicros());
    }
    return surelySeenMicros;
  }

  // All that may overtake a message is due at most the skew later; nothing later was taken yet.
  private void decideDueBefore(long dueMicros) {
    while (!undecided.isEmpty() && undecided.element().entry().dueMicros() < dueMicros) {
      decide(undecided.remove());
    }
  }

  private void decide(Arrival arrival) {
    LedgerEntry entry = arrival.entry();
    TableRow row = table.get(entry.device());
    if (row == null) {
      fates.noMatch(arrival.certain());
      return;
    }
    if (row.priority() < meaning.minPriority()) {
      fates.filtered(arrival.certain());
      return;
    }
    long early = watermark(arrival.surelySeenMicros());
    long late = watermark(maybeSeenMicros);
    int open = 0;
    int closed = 0;
    int doubtful = 0;
    long time = entry.timeMicros();
    long start = Math.floorDiv(time, meaning.slideMicros()) * meaning.slideMicros();
    for (; start + meaning.windowMicros() > time; start -= meaning.slideMicros()) {
      WindowKey key = new WindowKey(start, entry.device(), row.site());
      long end = start + meaning.windowMicros();
      if (end <= early) {
        closed++;
      } else if (end > late && arrival.certain()) {
        open++;
        BigDecimal value = entry.values().get(meaning.field());
        windows.computeIfAbsent(key, k -> new WindowSum()).add(value);
      } else {
        doubtful++;
        unknown.add(key);
      }
    }
    if (doubtful > 0 || !arrival.certain()) {
      fates.doubtfulInQuery();
    } else if (open == 0) {
      fates.late();
    } else {
      fates.aggregated(closed > 0);
    }
  }

  private long watermark(long seenMicros) {
    return seenMicros == NONE ? NONE : seenMicros - meaning.watermarkDelayMicros();
  }

  private record Arrival(LedgerEntry entry, boolean certain, long surelySeenMicros) {}

  private record Moved(long dueMicros, long timeMicros) {}
}
