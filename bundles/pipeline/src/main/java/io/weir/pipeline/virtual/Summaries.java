package io.weir.pipeline.virtual;

import io.weir.api.Fate;
import io.weir.engine.definition.PipelineDefinition;
import io.weir.engine.definition.SinkDefinition;
import io.weir.engine.run.PipelineCore;
import io.weir.engine.run.QueryNode;
import io.weir.pipeline.RunSummary;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Sums up what a core has counted. */
final class Summaries {

  private Summaries() {}

  /**
   * Sums up.
   *
   * @param declared the pipeline as its file declares it
   * @param core has run
   * @param targets one a sink; null for rows that were discarded
   * @param quarantined samples
   */
  static RunSummary of(
      PipelineDefinition declared,
      PipelineCore core,
      List<? extends @Nullable RowTarget> targets,
      List<RunSummary.Quarantined> quarantined) {
    List<RunSummary.Source> sources = new ArrayList<>();
    for (int i = 0; i < core.sources().size(); i++) {
      sources.add(
          new RunSummary.Source(
              declared.sources().get(i).name(), counts(core.sources().get(i)::fates)));
    }
    List<RunSummary.Query> queries = new ArrayList<>();
    for (QueryNode node : core.queries()) {
      queries.add(
          new RunSummary.Query(
              node.name(),
              counts(node::fates),
              node.partlyLate(),
              node.resultsQuarantined(),
              node.rowsOut()));
    }
    List<RunSummary.Sink> sinks = new ArrayList<>();
    for (int i = 0; i < targets.size(); i++) {
      SinkDefinition sink = declared.sinks().get(i);
      RowTarget target = targets.get(i);
      long rows = target == null ? core.sinks().get(i).outbox().nextSequence() - 1 : target.rows();
      String file = target == null ? "" : target.toString();
      sinks.add(new RunSummary.Sink(sink.name(), sink.type().name(), rows, file));
    }
    return new RunSummary(sources, queries, sinks, quarantined);
  }

  private static Map<Fate, Long> counts(ToLongFunction<Fate> count) {
    Map<Fate, Long> counts = new EnumMap<>(Fate.class);
    for (Fate fate : Fate.values()) {
      long records = count.applyAsLong(fate);
      if (records > 0) {
        counts.put(fate, records);
      }
    }
    return counts;
  }
}
