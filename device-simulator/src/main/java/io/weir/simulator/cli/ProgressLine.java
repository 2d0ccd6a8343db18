package io.weir.simulator.cli;

import io.weir.simulator.output.Output;
import io.weir.simulator.output.Simulation;
import io.weir.simulator.output.Simulation.Progress;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Help.Ansi;

/**
 * Shows every second what a run has done; on a terminal in one line, elsewhere every ten seconds.
 */
final class ProgressLine implements AutoCloseable {

  private final Simulation simulation;
  private final PrintWriter err;
  private final boolean quiet;
  private final boolean terminal = Ansi.AUTO.enabled();
  private final long startNanos = System.nanoTime();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "progress");
            thread.setDaemon(true);
            return thread;
          });
  private long lastNanos = startNanos;
  private long lastSent;

  ProgressLine(Simulation simulation, PrintWriter err, boolean quiet) {
    this.simulation = simulation;
    this.err = err;
    this.quiet = quiet;
  }

  void start(String title) {
    if (!quiet) {
      err.println(title);
      err.flush();
      int seconds = terminal ? 1 : 10;
      var unused = timer.scheduleAtFixedRate(this::show, seconds, seconds, TimeUnit.SECONDS);
    }
  }

  private synchronized void show() {
    long now = System.nanoTime();
    Progress progress = simulation.progress();
    long sent = progress.stats().acknowledged();
    double rate = (sent - lastSent) * 1e9 / (now - lastNanos);
    lastSent = sent;
    lastNanos = now;
    String line = line(now - startNanos, rate, progress);
    err.print(terminal ? "\r" + line + "\u001b[K" : line + System.lineSeparator());
    err.flush();
  }

  /** Shows the totals of the run. */
  synchronized void last() {
    timer.shutdownNow();
    if (quiet) {
      return;
    }
    long elapsed = System.nanoTime() - startNanos;
    Progress progress = simulation.progress();
    double rate = progress.stats().acknowledged() * 1e9 / Math.max(1, elapsed);
    err.println((terminal ? "\r\u001b[K" : "") + line(elapsed, rate, progress));
    err.flush();
  }

  static String line(long elapsedNanos, double rate, Progress progress) {
    Output.Stats stats = progress.stats();
    StringBuilder line =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "%7.1f s  fleet time %7.1f s  %,9.0f msg/s  %,d sent  %,d under way",
                elapsedNanos / 1e9,
                progress.virtualMicros() / 1e6,
                rate,
                stats.acknowledged(),
                stats.inFlight()));
    if (stats.reconnects() > 0) {
      line.append(
          String.format(
              Locale.ROOT,
              "  %,d reconnects, %,d sent again",
              stats.reconnects(),
              stats.republished()));
    }
    return line.toString();
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
