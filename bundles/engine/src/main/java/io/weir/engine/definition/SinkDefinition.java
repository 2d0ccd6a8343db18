package io.weir.engine.definition;

import io.weir.api.config.Config;
import io.weir.api.connector.SinkType;
import io.weir.api.format.FormatType;

/**
 * A sink of a pipeline.
 *
 * @param name its name
 * @param type opens it
 * @param config for the type, and for the format
 * @param format encodes its rows
 * @param from where its rows come from
 * @param withId whether rows carry {@code _id}
 * @param buffer the bounds of its outbox
 */
public record SinkDefinition(
    String name,
    SinkType type,
    Config config,
    FormatType format,
    Feed from,
    boolean withId,
    Buffer buffer) {

  /**
   * What feeds a sink.
   *
   * @param kind which rows
   * @param name of the query, or of the source for {@link FeedKind#SOURCE_QUARANTINE}
   */
  public record Feed(FeedKind kind, String name) {}

  /** Which rows feed a sink. */
  public enum FeedKind {
    /** The result of a query. */
    RESULT,
    /** {@code query.late}: input rows that were late. */
    LATE,
    /** {@code query.quarantine}: input rows that a query could not evaluate. */
    QUERY_QUARANTINE,
    /** {@code source.quarantine}: records that did not pass the source's checks. */
    SOURCE_QUARANTINE
  }

  /**
   * The bounds of an outbox.
   *
   * @param maxBytes the most to keep
   * @param maxAgeMicros the longest to keep
   * @param whenFull what happens then
   */
  public record Buffer(long maxBytes, long maxAgeMicros, WhenFull whenFull) {}

  /** What a full outbox does. */
  public enum WhenFull {
    /** Forgets the oldest rows, counted. */
    DROP_OLDEST,
    /** Stops reading the sources until there is room. */
    BLOCK
  }
}
