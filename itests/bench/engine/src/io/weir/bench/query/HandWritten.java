package io.weir.bench.query;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The query as a good programmer writes it by hand: a loop over the records, a HashMap for the
 * table and one for each pane, windows made of panes, lateness record by record.
 *
 * <p>Thread: one at a time.
 */
final class HandWritten {

  private final Window window;
  private final Map<String, Priority> table;
  private final Outcome outcome = new Outcome();
  private final TreeMap<Long, HashMap<String, Acc>> panes = new TreeMap<>();
  private long nextEnd = Long.MIN_VALUE; // of the first window that is not final
  private long greatest = Long.MIN_VALUE;
  private long paneStart;
  private HashMap<String, Acc> pane; // the one used last

  HandWritten(Window window, Map<String, Priority> table) {
    this.window = window;
    this.table = table;
  }

  void accept(Reading reading) {
    long ts = reading.ts();
    if (greatest == Long.MIN_VALUE) {
      greatest = ts;
      nextEnd = Math.floorDiv(ts - Window.LAG_MS, window.slideMs()) * window.slideMs();
    } else if (greatest - Window.LAG_MS >= nextEnd) {
      close(greatest - Window.LAG_MS);
    }
    greatest = Math.max(greatest, ts);
    Priority priority = table.get(reading.device());
    if (priority == null || priority.priority() < Priority.LEAST) {
      return;
    }
    if (pane == null || ts < paneStart || ts >= paneStart + window.slideMs()) {
      paneStart = Math.floorDiv(ts, window.slideMs()) * window.slideMs();
      if (paneStart + window.sizeMs() < nextEnd) {
        pane = null;
        return; // late
      }
      pane = panes.computeIfAbsent(paneStart, start -> new HashMap<>());
    }
    Acc acc = pane.get(reading.device());
    if (acc == null) {
      acc = new Acc();
      pane.put(reading.device(), acc);
    }
    acc.add(reading.temp());
  }

  Outcome finish() {
    close(Long.MAX_VALUE - window.sizeMs());
    return outcome;
  }

  private void close(long watermark) {
    while (nextEnd <= watermark && !panes.isEmpty()) {
      Collection<HashMap<String, Acc>> parts =
          panes.subMap(nextEnd - window.sizeMs(), nextEnd).values();
      if (!parts.isEmpty()) {
        emit(parts);
      }
      while (!panes.isEmpty() && panes.firstKey() + window.sizeMs() <= nextEnd) {
        panes.pollFirstEntry();
      }
      nextEnd += window.slideMs();
    }
    pane = null;
  }

  private void emit(Collection<HashMap<String, Acc>> parts) {
    Map<String, Acc> whole = parts.iterator().next();
    if (parts.size() > 1) {
      whole = new HashMap<>();
      for (HashMap<String, Acc> part : parts) {
        for (Map.Entry<String, Acc> entry : part.entrySet()) {
          whole.computeIfAbsent(entry.getKey(), device -> new Acc()).merge(entry.getValue());
        }
      }
    }
    for (Map.Entry<String, Acc> entry : whole.entrySet()) {
      entry.getValue().addTo(outcome, entry.getKey(), nextEnd);
    }
  }
}
