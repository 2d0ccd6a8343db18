package io.weir.pipeline.fluent;

/**
 * A query of a pipeline in the making.
 *
 * <p>Thread: the one that builds the pipeline.
 */
public final class QueryBuilder extends Options<QueryBuilder> {

  QueryBuilder(PipelineBuilder owner, String name) {
    super(owner, name);
  }

  @Override
  QueryBuilder self() {
    return this;
  }

  /**
   * Sets the output mode.
   *
   * @param mode {@code append}, as it is unless set, {@code update} or {@code complete}
   * @return this
   */
  public QueryBuilder output(String mode) {
    return option("output", mode);
  }

  /**
   * Sets when a batch is computed.
   *
   * @param trigger such as {@code 100ms}, {@code 0ms} or {@code available-now}
   * @return this
   */
  public QueryBuilder trigger(String trigger) {
    return option("trigger", trigger);
  }

  /**
   * Its rows, for other queries; it must append.
   *
   * @return all of them
   */
  public Rows rows() {
    return owner().rowsOf(name());
  }

  /**
   * Gives its rows to a sink.
   *
   * @param name of the sink
   * @param type the word after {@code type:}
   * @return the sink
   */
  public SinkBuilder sink(String name, String type) {
    return new Feed(owner(), name()).sink(name, type);
  }

  /**
   * The input rows that were late.
   *
   * @return to be given to sinks
   */
  public Feed late() {
    return new Feed(owner(), name() + ".late");
  }

  /**
   * The input rows for which an expression failed.
   *
   * @return to be given to sinks
   */
  public Feed quarantine() {
    return new Feed(owner(), name() + ".quarantine");
  }
}
