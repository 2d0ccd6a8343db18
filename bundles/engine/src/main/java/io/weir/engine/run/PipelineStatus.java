package io.weir.engine.run;

import io.weir.api.Fate;
import java.util.List;
import java.util.Map;

/**
 * What a pipeline was doing at a moment. Times are epoch microseconds; {@link Long#MIN_VALUE}
 * stands for never.
 *
 * @param pipeline its name
 * @param version of its file
 * @param state what it is doing
 * @param message why, for states that need a reason; else empty
 * @param nowMicros the moment
 * @param sources in the order of the definition
 * @param tables in the order of the definition
 * @param queries in the order of the definition
 * @param sinks in the order of the definition
 * @param journal the journal
 */
public record PipelineStatus(
    String pipeline,
    String version,
    State state,
    String message,
    long nowMicros,
    List<SourceStatus> sources,
    List<TableStatus> tables,
    List<QueryStatus> queries,
    List<SinkStatus> sinks,
    JournalStatus journal) {

  /** What a pipeline is doing. */
  public enum State {
    /** Opening its store and replaying. */
    STARTING,
    /** A table has no version yet, or a type is not there. */
    WAITING,
    /** At work. */
    RUNNING,
    /** Failed, and to be opened anew after a back-off. */
    FAILED,
    /** Its sources have ended and everything is delivered. */
    FINISHED,
    /** Stopped. */
    STOPPED
  }

  /**
   * A source.
   *
   * @param name its name
   * @param fates records by fate
   * @param watermarkMicros its watermark
   * @param greatestEventMicros the greatest event time seen
   * @param lastReceivedMicros when the last record came
   * @param identitiesForgotten identities forgotten because of {@code max-keys}
   * @param lastReason why a record was quarantined last; empty for none since the start
   * @param health the last report; empty for none
   */
  public record SourceStatus(
      String name,
      Map<Fate, Long> fates,
      long watermarkMicros,
      long greatestEventMicros,
      long lastReceivedMicros,
      long identitiesForgotten,
      String lastReason,
      String health) {}

  /**
   * A table.
   *
   * @param name its name
   * @param version in force; 0 for none
   * @param rows in it
   * @param health the last report; empty for none
   */
  public record TableStatus(String name, long version, int rows, String health) {}

  /**
   * A query.
   *
   * @param name its name
   * @param fates records by fate
   * @param partlyLate records late for some of their windows
   * @param resultsQuarantined rows of the result that could not be computed
   * @param rowsOut rows of the result
   * @param watermarkMicros its watermark
   * @param stateBytes the memory of its state
   * @param stateRows the groups or rows in its state
   * @param lastReason why a record or a row of the result was quarantined last; empty for none
   *     since the start
   */
  public record QueryStatus(
      String name,
      Map<Fate, Long> fates,
      long partlyLate,
      long resultsQuarantined,
      long rowsOut,
      long watermarkMicros,
      long stateBytes,
      long stateRows,
      String lastReason) {}

  /**
   * A sink.
   *
   * @param name its name
   * @param rows rows numbered so far
   * @param confirmed the last row that the target confirmed, or that was dropped
   * @param pendingRows rows that wait
   * @param pendingBytes their bytes
   * @param dropped rows dropped because the buffer was full or they were too old
   * @param health the last report; empty for none
   */
  public record SinkStatus(
      String name,
      long rows,
      long confirmed,
      long pendingRows,
      long pendingBytes,
      long dropped,
      String health) {}

  /**
   * The journal.
   *
   * @param commits since the start
   * @param bytesAppended since the start
   * @param replayed records replayed at the start
   * @param takeover what a changed definition did not take over, one sentence each
   */
  public record JournalStatus(
      long commits, long bytesAppended, long replayed, List<String> takeover) {

    /** Copies the sentences. */
    public JournalStatus {
      takeover = List.copyOf(takeover);
    }
  }

  /** Copies the lists. */
  public PipelineStatus {
    sources = List.copyOf(sources);
    tables = List.copyOf(tables);
    queries = List.copyOf(queries);
    sinks = List.copyOf(sinks);
  }
}
