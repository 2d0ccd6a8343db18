package io.weir.pipeline.virtual;

import io.weir.api.Fate;
import io.weir.api.config.Config;
import io.weir.api.config.ConfigException;
import io.weir.api.config.Option;
import io.weir.api.connector.ConnectorContext.Health;
import io.weir.engine.definition.PipelineDefinition;
import io.weir.engine.definition.SinkDefinition;
import io.weir.engine.definition.SourceDefinition;
import io.weir.engine.output.SinkDriver;
import io.weir.engine.query.PlanException;
import io.weir.engine.run.Assembly;
import io.weir.engine.run.EngineContext;
import io.weir.engine.run.PipelineCore;
import io.weir.engine.run.QueryNode;
import io.weir.engine.source.SourceStage;
import io.weir.pipeline.RunException;
import io.weir.pipeline.RunSummary;
import io.weir.pipeline.config.Nearest;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Puts a pipeline together on files and runs it in virtual time.
 *
 * <p>Thread: one at a time; runs once.
 */
public final class VirtualRunner {

  private final PipelineDefinition declared;
  private final Map<String, Path> inputs;
  private final Map<String, Path> outputs;
  private final long startMicros;
  private final boolean drain;
  private final OutputStream standardOutput;
  private final @Nullable RowFile[] targets;

  /**
   * A run.
   *
   * @param definition of the pipeline
   * @param inputs files by source
   * @param outputs files by sink
   * @param startMicros when records without event time begin
   * @param drain whether the end of input closes every window
   * @param standardOutput what {@code -} stands for
   */
  public VirtualRunner(
      PipelineDefinition definition,
      Map<String, Path> inputs,
      Map<String, Path> outputs,
      long startMicros,
      boolean drain,
      OutputStream standardOutput) {
    this.declared = definition;
    this.inputs = inputs;
    this.outputs = outputs;
    this.startMicros = startMicros;
    this.drain = drain;
    this.standardOutput = standardOutput;
    this.targets = new @Nullable RowFile[definition.sinks().size()];
  }

  /**
   * Runs to the end of all input.
   *
   * @return what became of every record
   * @throws RunException if it cannot begin
   * @throws IOException if a file cannot be read or written
   */
  public RunSummary run() throws RunException, IOException {
    requireKnown(
        "source", inputs.keySet(), declared.sources().stream().map(s -> s.name()).toList());
    requireKnown("sink", outputs.keySet(), declared.sinks().stream().map(s -> s.name()).toList());
    List<List<Path>> files = new ArrayList<>();
    for (SourceDefinition source : declared.sources()) {
      files.add(filesOf(source));
    }
    VirtualClock clock = new VirtualClock(startMicros);
    List<VirtualSource> sources = new ArrayList<>();
    try {
      openTargets();
      PipelineDefinition definition = virtual(declared);
      Assembly assembly =
          new Assembly(definition, "virtual", 1, clock, VirtualRunner::ignore, Long.MAX_VALUE);
      PipelineCore core = core(assembly);
      Tables.load(core);
      for (int i = 0; i < files.size(); i++) {
        SourceDefinition source = definition.sources().get(i);
        SourceStage stage = core.sources().get(i);
        RecordFile file = new RecordFile(files.get(i), source.format().fileLayout());
        sources.add(new VirtualSource(source, file, stage, startMicros));
      }
      new VirtualLoop(core, sources, drivers(assembly, core), opened(), clock).run(drain);
      return summary(core);
    } finally {
      closeAll(sources);
    }
  }

  private static void ignore(
      String pipeline, String kind, String name, Health state, String message) {
    // Nothing connects in virtual time; errors of files are told by the files.
  }

  private static void requireKnown(String kind, Collection<String> given, List<String> known)
      throws RunException {
    for (String name : given) {
      if (!known.contains(name)) {
        throw new RunException(
            "the pipeline has no %s '%s': %s".formatted(kind, name, Nearest.expected(name, known)));
      }
    }
  }

  private static PipelineCore core(Assembly assembly) throws RunException {
    try {
      return assembly.core(sink -> new NoSpool());
    } catch (ConfigException | PlanException | IOException e) {
      throw new RunException(String.valueOf(e.getMessage()));
    }
  }

  /** The same pipeline without idle timers, and with files for sinks. */
  private PipelineDefinition virtual(PipelineDefinition definition) {
    List<SinkDefinition> sinks = new ArrayList<>();
    for (int i = 0; i < targets.length; i++) {
      SinkDefinition sink = definition.sinks().get(i);
      sinks.add(
          new SinkDefinition(
              sink.name(),
              new VirtualSinkType(targets[i]),
              sink.config(),
              sink.format(),
              sink.from(),
              false,
              sink.buffer()));
    }
    return new PipelineDefinition(
        definition.name(),
        definition.version(),
        definition.fingerprint(),
        definition.commitMicros(),
        definition.sources().stream().map(VirtualRunner::withoutTimers).toList(),
        definition.tables(),
        definition.queries(),
        sinks);
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

  private List<Path> filesOf(SourceDefinition source) throws RunException, IOException {
    Path given = inputs.get(source.name());
    if (given != null) {
      return InputFiles.given(source.name(), given);
    }
    Path own = ownFile(source.type().name(), source.type().options(), source.config());
    if (own == null) {
      throw new RunException(
          "source %s has no input: give --input %s=FILE".formatted(source.name(), source.name()));
    }
    return InputFiles.matching(source.name(), own);
  }

  /** The path of something of type {@code file}; null for any other type. */
  private static @Nullable Path ownFile(String type, List<Option<?>> options, Config config) {
    if (type.equals("file")) {
      for (Option<?> option : options) {
        if (option.name().equals("path") && option.kind() == Option.Kind.PATH) {
          return (Path) config.find(option).orElse(null);
        }
      }
    }
    return null;
  }

  private void openTargets() throws IOException {
    for (int i = 0; i < targets.length; i++) {
      SinkDefinition sink = declared.sinks().get(i);
      Path given = outputs.get(sink.name());
      Path path =
          given != null ? given : ownFile(sink.type().name(), sink.type().options(), sink.config());
      if (path != null) {
        targets[i] = RowFile.open(path, standardOutput);
      }
    }
  }

  private List<RowFile> opened() {
    List<RowFile> open = new ArrayList<>();
    for (RowFile target : targets) {
      if (target != null) {
        open.add(target);
      }
    }
    return open;
  }

  private static List<SinkDriver> drivers(Assembly assembly, PipelineCore core) {
    List<SinkDriver> drivers = new ArrayList<>();
    for (int i = 0; i < core.sinks().size(); i++) {
      SinkDefinition sink = core.definition().sinks().get(i);
      EngineContext context = assembly.context("sink", sink.name(), sink.config(), () -> {});
      SinkDriver driver =
          new SinkDriver(
              context, () -> assembly.openSink(sink, context), core.sinks().get(i).outbox(), null);
      driver.doWork(); // Opens it, so that a file without rows has its header.
      drivers.add(driver);
    }
    return drivers;
  }

  private RunSummary summary(PipelineCore core) {
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
    for (int i = 0; i < targets.length; i++) {
      SinkDefinition sink = declared.sinks().get(i);
      RowFile target = targets[i];
      long rows = target == null ? core.sinks().get(i).outbox().nextSequence() - 1 : target.rows();
      String file = target == null ? "" : target.toString();
      sinks.add(new RunSummary.Sink(sink.name(), sink.type().name(), rows, file));
    }
    return new RunSummary(sources, queries, sinks);
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

  private void closeAll(List<VirtualSource> sources) throws IOException {
    for (VirtualSource source : sources) {
      source.close();
    }
    IOException failure = null;
    for (RowFile target : opened()) {
      try {
        target.close();
      } catch (IOException e) {
        failure = e;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
