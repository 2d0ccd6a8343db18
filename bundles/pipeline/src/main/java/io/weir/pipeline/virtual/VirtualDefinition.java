package io.weir.pipeline.virtual;

import io.weir.api.connector.SinkType;
import io.weir.engine.definition.PipelineDefinition;
import io.weir.engine.definition.QueryDefinition;
import io.weir.engine.definition.SinkDefinition;
import io.weir.engine.definition.SourceDefinition;
import io.weir.pipeline.BackPressure;
import io.weir.pipeline.RunSummary;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The same pipeline for virtual time: without timers, its sinks replaced. */
final class VirtualDefinition {

  private VirtualDefinition() {}

  /**
   * Makes it.
   *
   * @param definition of the pipeline
   * @param targets one a sink; null to discard its rows
   * @param pressure of the declared sinks
   * @param quarantined takes samples of what is quarantined
   * @return whose first sinks are those of the definition, in order
   */
  static PipelineDefinition of(
      PipelineDefinition definition,
      List<? extends @Nullable RowTarget> targets,
      BackPressure pressure,
      List<RunSummary.Quarantined> quarantined) {
    List<SinkDefinition> sinks = new ArrayList<>();
    for (int i = 0; i < targets.size(); i++) {
      SinkDefinition sink = definition.sinks().get(i);
      sinks.add(
          new SinkDefinition(
              sink.name(),
              new VirtualSinkType(targets.get(i), pressure),
              sink.config(),
              sink.format(),
              sink.from(),
              false,
              sink.buffer()));
    }
    for (SourceDefinition source : definition.sources()) {
      sinks.add(samples("source", source.name(), feedOf(source), quarantined));
    }
    for (QueryDefinition query : definition.queries()) {
      sinks.add(samples("query", query.spec().name(), feedOf(query), quarantined));
    }
    return new PipelineDefinition(
        definition.name(),
        definition.version(),
        definition.fingerprint(),
        definition.commitMicros(),
        definition.sources().stream().map(VirtualDefinition::withoutTimers).toList(),
        definition.tables(),
        definition.queries(),
        sinks);
  }

  private static SinkDefinition.Feed feedOf(SourceDefinition source) {
    return new SinkDefinition.Feed(SinkDefinition.FeedKind.SOURCE_QUARANTINE, source.name());
  }

  private static SinkDefinition.Feed feedOf(QueryDefinition query) {
    return new SinkDefinition.Feed(SinkDefinition.FeedKind.QUERY_QUARANTINE, query.spec().name());
  }

  private static SinkDefinition samples(
      String kind,
      String name,
      SinkDefinition.Feed feed,
      List<RunSummary.Quarantined> quarantined) {
    SinkType type = new QuarantineSamples(kind, name, quarantined);
    return new SinkDefinition(
        "quarantine of " + kind + " " + name, // A space: no user's sink is named so.
        type,
        NoOptions.INSTANCE,
        NoFormat.INSTANCE,
        feed,
        false,
        new SinkDefinition.Buffer(
            Long.MAX_VALUE, Long.MAX_VALUE, SinkDefinition.WhenFull.DROP_OLDEST));
  }

  private static SourceDefinition withoutTimers(SourceDefinition source) {
    SourceDefinition.Watermark mark = source.watermark();
    return new SourceDefinition(
        source.name(),
        source.type(),
        source.config(),
        source.format(),
        source.fields(),
        source.eventTimeColumn(),
        new SourceDefinition.Watermark(mark.delayMicros(), mark.byColumn(), -1),
        -1,
        -1,
        source.identity());
  }
}
