package io.weir.pipeline.fluent;

/**
 * Rows beside the result of a query or source.
 *
 * <p>Thread: immutable; used by the thread that builds the pipeline.
 */
public final class Feed {

  private final PipelineBuilder owner;
  private final String from;

  Feed(PipelineBuilder owner, String from) {
    this.owner = owner;
    this.from = from;
  }

  /**
   * Gives the rows to a sink.
   *
   * @param name of the sink
   * @param type the word after {@code type:}
   * @return the sink
   */
  public SinkBuilder sink(String name, String type) {
    return owner.sink(name, type, from);
  }
}
