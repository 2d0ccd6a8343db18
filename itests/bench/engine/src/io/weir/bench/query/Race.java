package io.weir.bench.query;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Lets contenders run in turns, so that what disturbs the machine disturbs all of them, and
 * requires that all give the same rows. What counts is the median: of the rounds for a rate, and of
 * the ratios within each round for a ratio.
 */
final class Race {

  /** For profilers: how the name of the contenders begins that run; no ratios then. */
  private static final String ONLY = System.getProperty("contender", "");

  private final String title;
  private final List<Contender> contenders;
  private final long records;
  private final double[][] nanos;

  private Race(String title, List<Contender> contenders, long records, int rounds) {
    this.title = title;
    this.contenders = contenders.stream().filter(c -> c.name().startsWith(ONLY)).toList();
    this.records = records;
    this.nanos = new double[this.contenders.size()][rounds];
  }

  /** Runs it: each alone for {@code warmUpSeconds}, for compilers, then {@code rounds} in turns. */
  static Race run(
      String title, List<Contender> contenders, long records, int warmUpSeconds, int rounds)
      throws Exception {
    Race race = new Race(title, contenders, records, rounds);
    for (Contender contender : race.contenders) {
      long spent = 0;
      while (spent < warmUpSeconds * 1_000_000_000L) {
        spent += contender.run().nanos();
      }
    }
    Outcome expected = null;
    for (int round = 0; round < rounds; round++) {
      for (int i = 0; i < race.contenders.size(); i++) {
        int turn = Math.floorMod(i + round, race.contenders.size());
        Contender.Timed timed = race.contenders.get(turn).run();
        if (expected == null) {
          expected = timed.outcome();
        } else if (!expected.sameAs(timed.outcome())) {
          throw new IllegalStateException(
              "%s: %s gives %s, expected %s as %s"
                  .formatted(
                      title,
                      race.contenders.get(turn).name(),
                      timed.outcome(),
                      expected,
                      race.contenders.get(0).name()));
        }
        race.nanos[turn][round] = timed.nanos();
      }
    }
    race.print(expected);
    return race;
  }

  private void print(Outcome outcome) {
    System.out.printf(Locale.ROOT, "%n%s: %,d records, %s%n", title, records, outcome);
    for (int i = 0; i < contenders.size(); i++) {
      double median = median(nanos[i]);
      double best = Arrays.stream(nanos[i]).min().orElseThrow();
      System.out.printf(
          Locale.ROOT,
          "  %-44s %8.2f M/s   %7.1f ns a record   best %8.2f M/s%n",
          contenders.get(i).name(),
          1e3 * records / median,
          median / records,
          1e3 * records / best);
    }
  }

  /** How many times as fast one is as another. */
  void ratio(String name, int contender, int than) {
    if (!ONLY.isEmpty()) {
      return;
    }
    double[] ratios = new double[nanos[contender].length];
    for (int round = 0; round < ratios.length; round++) {
      ratios[round] = nanos[than][round] / nanos[contender][round];
    }
    Figures.ratio(name, median(ratios));
  }

  /** The time of one, nanoseconds a record. */
  void figure(String name, int contender) {
    if (contender < contenders.size()) {
      Figures.figure(name, median(nanos[contender]) / records, "ns/record");
    }
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1
        ? sorted[middle]
        : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
