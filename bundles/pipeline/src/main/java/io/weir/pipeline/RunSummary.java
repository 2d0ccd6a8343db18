package io.weir.pipeline;

import io.weir.api.Fate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What became of every record of a run.
 *
 * @param sources in the order of the file
 * @param queries in the order in which they read each other
 * @param sinks in the order of the file
 * @param quarantined the first records that each source and query quarantined, a few of each
 */
public record RunSummary(
    List<Source> sources, List<Query> queries, List<Sink> sinks, List<Quarantined> quarantined) {

  /** Copies the lists. */
  public RunSummary {
    sources = List.copyOf(sources);
    queries = List.copyOf(queries);
    sinks = List.copyOf(sinks);
    quarantined = List.copyOf(quarantined);
  }

  /**
   * A source.
   *
   * @param name its name
   * @param fates records by fate, only fates that occurred
   */
  public record Source(String name, Map<Fate, Long> fates) {
    /** Copies the counts. */
    public Source {
      fates = Collections.unmodifiableMap(new TreeMap<>(fates));
    }
  }

  /**
   * A query.
   *
   * @param name its name
   * @param fates records by fate, only fates that occurred
   * @param partlyLate records added to open windows while others of theirs were final
   * @param resultsQuarantined rows of the result that could not be computed
   * @param rows of the result
   */
  public record Query(
      String name, Map<Fate, Long> fates, long partlyLate, long resultsQuarantined, long rows) {
    /** Copies the counts. */
    public Query {
      fates = Collections.unmodifiableMap(new TreeMap<>(fates));
    }
  }

  /**
   * A sink.
   *
   * @param name its name
   * @param type the word after {@code type:}
   * @param rows that it got
   * @param target the file that they were written to; empty if they were discarded
   */
  public record Sink(String name, String type, long rows, String target) {}

  /**
   * A record that was quarantined.
   *
   * @param kind {@code source} or {@code query}
   * @param name of the source or query
   * @param reason one sentence
   * @param record what it holds, for people
   */
  public record Quarantined(String kind, String name, String reason, String record) {}
}
