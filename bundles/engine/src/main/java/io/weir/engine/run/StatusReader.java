package io.weir.engine.run;

import io.weir.api.Fate;
import io.weir.engine.output.Outbox;
import io.weir.engine.query.TableVersion;
import io.weir.engine.source.SourceStage;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * Reads the status off an engine.
 *
 * <p>Thread: the pipeline's.
 */
final class StatusReader {

  private static final List<Fate> AT_SOURCE =
      List.of(Fate.OVERFLOW, Fate.DUPLICATE, Fate.REJECTED, Fate.ACCEPTED);

  private StatusReader() {}

  static PipelineStatus read(
      PipelineEngine engine, PipelineStatus.State state, HealthBoard health, long nowMicros) {
    PipelineCore core = engine.core();
    var definition = core.definition();
    List<PipelineStatus.SourceStatus> sources = new ArrayList<>();
    for (int i = 0; i < core.sources().size(); i++) {
      String name = definition.sources().get(i).name();
      sources.add(source(name, core.sources().get(i), core.lastRejection(i), health));
    }
    List<PipelineStatus.TableStatus> tables = new ArrayList<>();
    for (TableStage table : core.tables()) {
      String name = table.definition().name();
      TableVersion version = table.version();
      tables.add(
          new PipelineStatus.TableStatus(
              name,
              version == null ? 0 : version.number(),
              version == null ? 0 : version.rows().size(),
              health.of("table", name)));
    }
    List<PipelineStatus.QueryStatus> queries = new ArrayList<>();
    core.queries().forEach(node -> queries.add(query(node)));
    List<PipelineStatus.SinkStatus> sinks = new ArrayList<>();
    for (int i = 0; i < core.sinks().size(); i++) {
      String name = definition.sinks().get(i).name();
      Outbox outbox = core.sinks().get(i).outbox();
      sinks.add(
          new PipelineStatus.SinkStatus(
              name,
              outbox.nextSequence() - 1,
              outbox.confirmedSequence(),
              outbox.pendingRows(),
              outbox.pendingBytes(),
              engine.dropped(i),
              health.of("sink", name)));
    }
    return new PipelineStatus(
        definition.name(),
        definition.version(),
        state,
        "",
        nowMicros,
        sources,
        tables,
        queries,
        sinks,
        new PipelineStatus.JournalStatus(
            engine.commits(), engine.journalBytes(), engine.replayed(), engine.takeover()));
  }

  private static PipelineStatus.SourceStatus source(
      String name, SourceStage stage, String lastRejection, HealthBoard health) {
    return new PipelineStatus.SourceStatus(
        name,
        fates(AT_SOURCE, stage::fates),
        stage.watermarkMicros(),
        stage.greatestEventMicros(),
        stage.lastReceivedMicros(),
        stage.identitiesForgotten(),
        lastRejection,
        health.of("source", name));
  }

  private static PipelineStatus.QueryStatus query(QueryNode node) {
    List<Fate> inQuery = new ArrayList<>(List.of(Fate.values()));
    inQuery.removeAll(AT_SOURCE);
    return new PipelineStatus.QueryStatus(
        node.name(),
        fates(inQuery, node::fates),
        node.partlyLate(),
        node.resultsQuarantined(),
        node.rowsOut(),
        node.query().watermarkMicros(),
        node.query().stateBytes(),
        node.query().stateRows(),
        node.lastReason());
  }

  private static Map<Fate, Long> fates(List<Fate> which, ToLongFunction<Fate> count) {
    Map<Fate, Long> fates = new EnumMap<>(Fate.class);
    which.forEach(fate -> fates.put(fate, count.applyAsLong(fate)));
    return fates;
  }
}
