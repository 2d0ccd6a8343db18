package io.weir.simulator.demo;

import io.weir.simulator.output.Output;
import io.weir.simulator.truth.Fates;
import io.weir.simulator.truth.Truth;
import java.io.PrintStream;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What the demo shows while it runs: a table that is drawn over itself on a terminal, and a line a
 * few seconds elsewhere.
 */
final class LivePage {

  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneOffset.UTC);
  private static final int PLAIN_EVERY = 5;
  private static final int RECENT = 6;

  private final PrintStream out;
  private final boolean terminal;
  private final List<String> recent = new ArrayList<>();
  private int linesDrawn;
  private int draws;
  private double lastSeconds;
  private long lastSent;
  private long lastReceived;
  private long lastRows;

  LivePage(PrintStream out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  /** A row that arrived upstream; any thread. */
  void arrived(String message) {
    synchronized (recent) {
      recent.add(message);
      if (recent.size() > RECENT) {
        recent.remove(0);
      }
    }
  }

  void draw(double seconds, Output.Stats sent, GatewayStatus gateway, Truth.Snapshot truth) {
    Fates fates = gateway.fates();
    double span = Math.max(seconds - lastSeconds, 1e-3);
    long sentRate = Math.round((sent.acknowledged() - lastSent) / span);
    long receivedRate = Math.round((fates.received() - lastReceived) / span);
    long rowRate = Math.round((truth.rows() - lastRows) / span);
    lastSeconds = seconds;
    lastSent = sent.acknowledged();
    lastReceived = fates.received();
    lastRows = truth.rows();
    draws++;
    if (!terminal) {
      if (draws % PLAIN_EVERY == 1) {
        out.printf(
            Locale.ROOT,
            "%4.0f s  sent %,d  received %,d  in windows %,d  rows upstream %,d  watermark %s%n",
            seconds,
            sent.acknowledged(),
            fates.received(),
            fates.aggregated(),
            truth.rows(),
            clock(gateway.watermarkMicros()));
      }
      return;
    }
    List<String> lines = new ArrayList<>();
    lines.add(String.format(Locale.ROOT, "  %-22s %14s %12s", "", "total", "per second"));
    lines.add(row("devices sent", sent.acknowledged(), sentRate));
    lines.add(row("gateway received", fates.received(), receivedRate));
    lines.add(row("rows upstream", truth.rows(), rowRate));
    lines.add("");
    lines.add("  at the source          accepted     duplicate   quarantined      overflow");
    lines.add(counts(fates.accepted(), fates.duplicate(), fates.quarantined(), fates.overflow()));
    lines.add("  in the query         aggregated      no match      filtered          late");
    lines.add(counts(fates.aggregated(), fates.noMatch(), fates.filtered(), fates.late()));
    lines.add("");
    lines.add(
        String.format(
            Locale.ROOT,
            "  watermark %s   behind now %s   rows waiting %,d   gateway %s",
            clock(gateway.watermarkMicros()),
            lag(gateway.watermarkMicros()),
            gateway.pendingRows(),
            gateway.state()));
    lines.add("");
    lines.add("  latest rows");
    synchronized (recent) {
      for (String message : recent) {
        lines.add("  " + (message.length() > 112 ? message.substring(0, 111) + "…" : message));
      }
    }
    redraw(lines);
  }

  private void redraw(List<String> lines) {
    StringBuilder text = new StringBuilder();
    if (linesDrawn > 0) {
      text.append("\u001b[").append(linesDrawn).append('A');
    }
    for (String line : lines) {
      text.append("\u001b[2K").append(line).append('\n');
    }
    for (int i = lines.size(); i < linesDrawn; i++) {
      text.append("\u001b[2K\n");
    }
    linesDrawn = Math.max(linesDrawn, lines.size());
    out.print(text);
    out.flush();
  }

  private static String row(String name, long total, long rate) {
    return String.format(Locale.ROOT, "  %-22s %,14d %,12d", name, total, rate);
  }

  private static String counts(long first, long second, long third, long fourth) {
    return String.format(Locale.ROOT, "%17s%,14d%,14d%,14d%,14d", "", first, second, third, fourth);
  }

  private static String clock(long micros) {
    return micros == Long.MIN_VALUE
        ? "none yet"
        : CLOCK.format(Instant.EPOCH.plus(micros, ChronoUnit.MICROS)) + "Z";
  }

  private static String lag(long micros) {
    if (micros == Long.MIN_VALUE) {
      return "-";
    }
    long millis = Instant.now().toEpochMilli() - micros / 1000;
    return String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
  }
}
