package io.weir.pipeline.fluent;

/**
 * A sink of a pipeline in the making.
 *
 * <p>Thread: the one that builds the pipeline.
 */
public final class SinkBuilder extends Options<SinkBuilder> {

  SinkBuilder(PipelineBuilder owner, String name) {
    super(owner, name);
  }

  @Override
  SinkBuilder self() {
    return this;
  }
}
