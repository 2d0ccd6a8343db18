package io.weir.engine.run;

import io.weir.api.Clock;
import io.weir.api.config.Config;
import io.weir.api.config.ConfigException;
import io.weir.api.connector.Sink;
import io.weir.api.connector.Table;
import io.weir.api.data.Schema;
import io.weir.api.format.FileLayout;
import io.weir.api.format.FormatType;
import io.weir.engine.definition.PipelineDefinition;
import io.weir.engine.definition.SinkDefinition;
import io.weir.engine.definition.SourceDefinition;
import io.weir.engine.definition.TableDefinition;
import io.weir.engine.output.Outbox;
import io.weir.engine.output.SinkStage;
import io.weir.engine.output.Spool;
import io.weir.engine.query.PlanException;
import io.weir.engine.workers.Workers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Opens the instances of a pipeline and puts them together. The live engine and {@code weir run}
 * use the same assembly.
 *
 * @param definition what to put together
 * @param gatewayId the gateway's id
 * @param epoch of the store, part of every row's {@code _id}
 * @param clock the time
 * @param health is told of reports
 * @param outboxMemoryBytes the most that an outbox holds in memory
 * @param workers share what can be computed at once
 */
public record Assembly(
    PipelineDefinition definition,
    String gatewayId,
    long epoch,
    Clock clock,
    HealthListener health,
    long outboxMemoryBytes,
    Workers workers) {

  /** Opens the spool of a sink. */
  @FunctionalInterface
  public interface Spools {
    /**
     * Opens a spool.
     *
     * @param sink the sink's name
     * @throws IOException if it cannot be opened
     */
    Spool open(String sink) throws IOException;
  }

  /**
   * A context.
   *
   * @param kind {@code source}, {@code table} or {@code sink}
   * @param name its name
   * @param config its options
   * @param wakeUp called by its signals
   */
  public EngineContext context(String kind, String name, Config config, Runnable wakeUp) {
    return new EngineContext(
        definition.name(),
        kind,
        name,
        gatewayId,
        config,
        fileLayout(kind, name),
        clock,
        wakeUp,
        health);
  }

  private FileLayout fileLayout(String kind, String name) {
    Stream<FormatType> formats =
        switch (kind) {
          case "source" ->
              definition.sources().stream()
                  .filter(source -> source.name().equals(name))
                  .map(SourceDefinition::format);
          case "sink" ->
              definition.sinks().stream()
                  .filter(sink -> sink.name().equals(name))
                  .map(SinkDefinition::format);
          default -> Stream.empty();
        };
    return formats.findFirst().map(FormatType::fileLayout).orElse(FileLayout.LINES);
  }

  /**
   * Opens an instance of a sink.
   *
   * @param sink which
   * @param context its context
   * @throws ConfigException if its configuration cannot work
   */
  public Sink openSink(SinkDefinition sink, EngineContext context) throws ConfigException {
    Schema schema = definition.schemaOf(sink.from());
    return sink.type().open(context, schema, sink.format().encoder(sink.config(), schema));
  }

  /**
   * Puts the deterministic core together.
   *
   * @param spools opens the spool of each sink
   * @throws ConfigException if a configuration cannot work
   * @throws PlanException if a query cannot be run
   * @throws IOException if a spool cannot be opened
   */
  public PipelineCore core(Spools spools) throws ConfigException, PlanException, IOException {
    List<TableStage> tables = new ArrayList<>();
    for (TableDefinition table : definition.tables()) {
      EngineContext context = context("table", table.name(), table.config(), () -> {});
      Table opened = table.type().open(context, table.schema());
      tables.add(new TableStage(table, opened));
    }
    List<SinkStage> sinks = new ArrayList<>();
    for (SinkDefinition sink : definition.sinks()) {
      EngineContext context = context("sink", sink.name(), sink.config(), () -> {});
      Outbox outbox = new Outbox(sink.buffer(), spools.open(sink.name()), outboxMemoryBytes);
      sinks.add(new SinkStage(openSink(sink, context), outbox, idPrefix(sink)));
    }
    return new PipelineCore(definition, tables, sinks, workers);
  }

  private @Nullable String idPrefix(SinkDefinition sink) {
    return sink.withId()
        ? "%s/%d/%s/%s/".formatted(gatewayId, epoch, definition.name(), sink.name())
        : null;
  }
}
