package io.weir.pipeline.virtual;

import io.weir.api.config.Config;
import io.weir.api.config.Option;
import io.weir.engine.definition.PipelineDefinition;
import io.weir.engine.definition.SinkDefinition;
import io.weir.engine.definition.SourceDefinition;
import io.weir.engine.definition.TableDefinition;
import io.weir.pipeline.RunException;
import io.weir.pipeline.RunSummary;
import io.weir.pipeline.config.Nearest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts a pipeline together on files and runs it in virtual time.
 *
 * <p>Thread: one at a time; runs once.
 */
public final class VirtualRunner {

  private final PipelineDefinition declared;
  private final RunPlan plan;
  private final List<@Nullable RowTarget> targets = new ArrayList<>();
  private final List<RunSummary.Quarantined> quarantined = new ArrayList<>();

  /**
   * A run.
   *
   * @param definition of the pipeline
   * @param plan what it reads and writes
   */
  public VirtualRunner(PipelineDefinition definition, RunPlan plan) {
    this.declared = definition;
    this.plan = plan;
  }

  /**
   * Runs to the end of all input.
   *
   * @return what became of every record
   * @throws RunException if it cannot begin
   * @throws IOException if a file cannot be read or written
   */
  public RunSummary run() throws RunException, IOException {
    requireAllKnown();
    List<List<Path>> files = new ArrayList<>();
    for (SourceDefinition source : declared.sources()) {
      files.add(filesOf(source));
    }
    List<VirtualSource> sources = new ArrayList<>();
    try {
      openTargets();
      PipelineDefinition definition =
          VirtualDefinition.of(declared, targets, plan.backPressure(), quarantined);
      VirtualClock clock = new VirtualClock(plan.startMicros());
      try (VirtualEngine engine =
          new VirtualEngine(
              definition, opened(), plan.backPressure(), clock, plan.restarts().crashes())) {
        Tables tables = new Tables(engine);
        tables.load(plan.tables());
        for (int i = 0; i < files.size(); i++) {
          SourceDefinition source = definition.sources().get(i);
          RecordFile file = new RecordFile(files.get(i), source.format().fileLayout());
          sources.add(new VirtualSource(i, source, file, plan.startMicros()));
        }
        new VirtualLoop(engine, sources, tables, changes(), plan.restarts()).run(plan.drain());
        return Summaries.of(declared, engine.core(), targets, quarantined);
      }
    } finally {
      closeAll(sources);
    }
  }

  private List<TableChange> changes() {
    return plan.changes().stream().sorted(Comparator.comparingLong(TableChange::atMicros)).toList();
  }

  private void requireAllKnown() throws RunException {
    List<String> sinks = declared.sinks().stream().map(SinkDefinition::name).toList();
    List<String> tables = declared.tables().stream().map(TableDefinition::name).toList();
    requireKnown(
        "source", plan.inputs().keySet(), declared.sources().stream().map(s -> s.name()).toList());
    requireKnown("sink", plan.outputs().keySet(), sinks);
    requireKnown("sink", plan.collected().keySet(), sinks);
    requireKnown("table", plan.tables().keySet(), tables);
    requireKnown("table", plan.changes().stream().map(TableChange::table).toList(), tables);
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

  private List<Path> filesOf(SourceDefinition source) throws RunException, IOException {
    Path given = plan.inputs().get(source.name());
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
    for (SinkDefinition sink : declared.sinks()) {
      targets.add(target(sink));
    }
  }

  private @Nullable RowTarget target(SinkDefinition sink) throws IOException {
    RowList collected = plan.collected().get(sink.name());
    if (collected != null) {
      return collected;
    }
    Path path = plan.outputs().get(sink.name());
    if (path == null && plan.ownOutputs()) {
      path = ownFile(sink.type().name(), sink.type().options(), sink.config());
    }
    return path == null ? null : RowFile.open(path, plan.standardOutput());
  }

  private List<RowTarget> opened() {
    List<RowTarget> open = new ArrayList<>();
    for (RowTarget target : targets) {
      if (target != null) {
        open.add(target);
      }
    }
    return open;
  }

  private void closeAll(List<VirtualSource> sources) throws IOException {
    for (VirtualSource source : sources) {
      source.close();
    }
    IOException failure = null;
    for (RowTarget target : opened()) {
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
