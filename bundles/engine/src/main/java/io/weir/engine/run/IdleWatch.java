package io.weir.engine.run;

import io.weir.engine.definition.PipelineDefinition;
import io.weir.engine.source.SourceStage;
import io.weir.operators.RowBatch;
import java.util.ArrayList;
import java.util.List;

/**
 * Silent sources. A source silent for its {@code idle-after} no longer holds the watermark of a
 * query with several inputs back: it follows the greatest of the others. When all of a query's
 * sources are silent, the watermark moves to the greatest event time seen, never further.
 *
 * <p>Decided at ticks, from receive times only, so that a replay decides the same.
 *
 * <p>Thread: the pipeline's.
 */
final class IdleWatch {

  private final PipelineDefinition definition;
  private final List<SourceStage> sources;
  private final List<QueryNode> queries;
  private final long[] appliedAfterMicros;

  IdleWatch(PipelineDefinition definition, List<SourceStage> sources, List<QueryNode> queries) {
    this.definition = definition;
    this.sources = sources;
    this.queries = queries;
    this.appliedAfterMicros = new long[sources.size()];
    java.util.Arrays.fill(appliedAfterMicros, Long.MIN_VALUE);
  }

  /** Whether {@link #apply} would find a source newly idle. */
  boolean due(long nowMicros) {
    for (int i = 0; i < sources.size(); i++) {
      if (isIdle(i, nowMicros) && appliedAfterMicros[i] != sources.get(i).lastReceivedMicros()) {
        return true;
      }
    }
    return false;
  }

  void apply(long nowMicros) {
    boolean any = false;
    for (int i = 0; i < sources.size(); i++) {
      if (isIdle(i, nowMicros)) {
        appliedAfterMicros[i] = sources.get(i).lastReceivedMicros();
        any = true;
      }
    }
    if (any) {
      queries.forEach(query -> apply(query, nowMicros));
    }
  }

  private void apply(QueryNode node, long nowMicros) {
    List<Integer> idle = new ArrayList<>();
    List<String> inputs = node.query().inputs();
    long greatest = RowBatch.NO_WATERMARK;
    long othersWatermark = RowBatch.NO_WATERMARK;
    for (int input = 0; input < inputs.size(); input++) {
      int source = sourceIndex(inputs.get(input));
      if (source < 0) {
        return; // A chained query's silence is that of the sources behind it.
      }
      greatest = Math.max(greatest, sources.get(source).greatestEventMicros());
      if (isIdle(source, nowMicros)) {
        idle.add(input);
      } else {
        othersWatermark = Math.max(othersWatermark, sources.get(source).watermarkMicros());
      }
    }
    long raised = idle.size() == inputs.size() ? greatest : othersWatermark;
    for (int input : idle) {
      node.advance(input, raised);
    }
  }

  private boolean isIdle(int source, long nowMicros) {
    long idleAfter = definition.sources().get(source).idleAfterMicros();
    long last = sources.get(source).lastReceivedMicros();
    return idleAfter >= 0 && last != RowBatch.NO_WATERMARK && last + idleAfter <= nowMicros;
  }

  private int sourceIndex(String name) {
    for (int i = 0; i < sources.size(); i++) {
      if (definition.sources().get(i).name().equals(name)) {
        return i;
      }
    }
    return -1;
  }
}
