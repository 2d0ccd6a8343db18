package io.weir.pipeline.fluent;

import java.util.List;
import java.util.Map;

/**
 * A source of a pipeline in the making.
 *
 * <p>Thread: the one that builds the pipeline.
 */
public final class SourceBuilder extends Options<SourceBuilder> {

  SourceBuilder(PipelineBuilder owner, String name) {
    super(owner, name);
  }

  @Override
  SourceBuilder self() {
    return this;
  }

  /**
   * Adds a column to the schema.
   *
   * @param column its name
   * @param type such as {@code double}
   * @return this
   */
  public SourceBuilder column(String column, String type) {
    return addColumn(column, type);
  }

  /**
   * Adds a column to the schema.
   *
   * @param column its name
   * @param type its long form, such as {@code Map.of("type", "string", "topic-level", 1)}
   * @return this
   */
  public SourceBuilder column(String column, Map<String, ?> type) {
    return addColumn(column, type);
  }

  /**
   * Says which column tells when; without, the receive time counts.
   *
   * @param column of type timestamp
   * @return this
   */
  public SourceBuilder eventTime(String column) {
    return option("event-time", column);
  }

  /**
   * Says how far event time may be out of order.
   *
   * @param delay such as {@code 2s}
   * @return this
   */
  public SourceBuilder withWatermark(String delay) {
    return option("watermark", delay);
  }

  /**
   * Says which columns tell records apart; an equal one is a duplicate.
   *
   * @param columns at least one
   * @return this
   */
  public SourceBuilder identity(String... columns) {
    return option("identity", List.of(columns));
  }

  /**
   * Its rows, for queries.
   *
   * @return all of them
   */
  public Rows rows() {
    return owner().rowsOf(name());
  }

  /**
   * The records that do not pass its checks.
   *
   * @return to be given to sinks
   */
  public Feed quarantine() {
    return new Feed(owner(), name() + ".quarantine");
  }
}
