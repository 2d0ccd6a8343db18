package io.weir.engine.run;

import io.weir.api.Clock;
import io.weir.api.config.Config;
import io.weir.api.config.ConfigException;
import io.weir.api.config.Option;
import io.weir.api.connector.SinkType;
import io.weir.api.connector.SourceType;
import io.weir.api.data.DataType;
import io.weir.api.data.Field;
import io.weir.api.data.Schema;
import io.weir.api.format.InputField;
import io.weir.api.function.GroupStateType;
import io.weir.engine.definition.PipelineDefinition;
import io.weir.engine.definition.QueryDefinition;
import io.weir.engine.definition.SinkDefinition;
import io.weir.engine.definition.SourceDefinition;
import io.weir.engine.plan.Plan;
import io.weir.engine.plan.WindowSpec;
import io.weir.engine.query.OutputMode;
import io.weir.engine.query.QuerySpec;
import io.weir.engine.workers.Workers;
import io.weir.operators.expr.Expr;
import io.weir.operators.function.AggregateCall;
import io.weir.operators.function.Functions;
import io.weir.store.StoreSteps;
import io.weir.store.file.StoreFiles;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** An engine over a list of lines, in windows of 10 s with a delay of 2 s, stepped by a test. */
final class EngineRig {

  static final long SECOND = 1_000_000;
  static final long DELAY = 2 * SECOND;
  static final long WINDOW = 10 * SECOND;

  private EngineRig() {}

  static PipelineEngine open(PipelineDefinition definition, Path folder, ManualClock clock)
      throws Exception {
    return open(definition, folder, clock, Duration.ofSeconds(5));
  }

  static PipelineEngine open(
      PipelineDefinition definition, Path folder, ManualClock clock, Duration checkpointEvery)
      throws Exception {
    EngineEnvironment environment = environment(folder, clock, checkpointEvery);
    return PipelineEngine.open(definition, environment, () -> {}, sink -> () -> {});
  }

  static EngineEnvironment environment(Path folder, Clock clock, Duration checkpointEvery) {
    return environment(
        folder, clock, checkpointEvery, (pipeline, kind, name, state, message) -> {});
  }

  static EngineEnvironment environment(
      Path folder, Clock clock, Duration checkpointEvery, HealthListener health) {
    return new EngineEnvironment(
        "edge-1",
        1,
        folder,
        StoreFiles.disk(),
        clock,
        0,
        Runnable::run,
        Workers.of(1),
        health,
        new EngineEnvironment.Tuning(checkpointEvery, 20_000, 500, 1 << 16),
        StoreSteps.NONE);
  }

  static PipelineDefinition definition(
      ListSource source, Upstream upstream, long intervalMicros, long idleMicros) {
    SourceDefinition readings = readings(source, idleMicros);
    Plan plan = windows(readings);
    return definition(
        readings, upstream, intervalMicros, intervalMicros, plan, Functions.builtin());
  }

  private static SourceDefinition readings(SourceType source, long idleMicros) {
    LineFormat format = new LineFormat();
    List<InputField> fields = new ArrayList<>();
    fields.add(field("device", DataType.STRING));
    fields.add(field("seq", DataType.LONG));
    fields.add(field("ts", DataType.TIMESTAMP));
    fields.add(field("temp", DataType.DOUBLE));
    return new SourceDefinition(
        "readings",
        source,
        NO_OPTIONS,
        format,
        fields,
        2,
        new SourceDefinition.Watermark(DELAY, -1, -1),
        -1,
        idleMicros,
        new SourceDefinition.Identity(List.of(0, 1), 1_000_000 * SECOND, 1_000_000));
  }

  /**
   * One query, which calls a function with a state for each device; what comes is durable at once.
   */
  static PipelineDefinition keyedState(
      SourceType source, SinkType sink, long intervalMicros, GroupStateType<?> type) {
    SourceDefinition readings = readings(source, -1);
    List<Expr> device = List.of(new Expr.ColumnRef(0, "device", DataType.STRING));
    List<Plan.NamedExpr> shown = List.of(new Plan.NamedExpr("device", device.get(0)));
    Schema rows = Schema.of(Field.of("device", DataType.STRING));
    Plan plan =
        new Plan.KeyedState(
            new Plan.SourceScan("readings", readings.schema()),
            type.name(),
            type.timeout(),
            device,
            shown,
            type.outputSchema(List.of(DataType.STRING), rows));
    Functions functions = Functions.with(List.of(), List.of(), List.of(type));
    return definition(readings, sink, 0, intervalMicros, plan, functions);
  }

  private static Plan windows(SourceDefinition readings) {
    Plan scan = new Plan.SourceScan("readings", readings.schema());
    Expr temp = new Expr.ColumnRef(3, "temp", DataType.DOUBLE);
    Plan windows =
        new Plan.Aggregate(
            scan,
            new WindowSpec.Fixed(WINDOW, WINDOW, 0),
            List.of(new Plan.NamedExpr("device", new Expr.ColumnRef(0, "device", DataType.STRING))),
            List.of(
                new Plan.NamedAggregate(
                    "n", new AggregateCall("count", List.of(), null, false, DataType.LONG)),
                new Plan.NamedAggregate(
                    "total",
                    new AggregateCall("sum", List.of(temp), null, false, DataType.DOUBLE))));
    Expr window = new Expr.ColumnRef(0, "window", DataType.WINDOW);
    return new Plan.Project(
        windows,
        List.of(
            new Plan.NamedExpr("start", new Expr.FieldOf(window, 0, DataType.TIMESTAMP)),
            new Plan.NamedExpr("device", new Expr.ColumnRef(1, "device", DataType.STRING)),
            new Plan.NamedExpr("n", new Expr.ColumnRef(2, "n", DataType.LONG)),
            new Plan.NamedExpr("total", new Expr.ColumnRef(3, "total", DataType.DOUBLE))));
  }

  private static PipelineDefinition definition(
      SourceDefinition readings,
      SinkType upstream,
      long commitMicros,
      long intervalMicros,
      Plan plan,
      Functions functions) {
    QueryDefinition hot =
        new QueryDefinition(
            new QuerySpec("hot", plan, OutputMode.APPEND, false, 64 << 20),
            new QueryDefinition.Trigger(intervalMicros, false),
            functions);
    SinkDefinition out =
        new SinkDefinition(
            "out",
            upstream,
            NO_OPTIONS,
            new LineFormat(),
            new SinkDefinition.Feed(SinkDefinition.FeedKind.RESULT, "hot"),
            true,
            new SinkDefinition.Buffer(
                1 << 30, Long.MAX_VALUE / 4, SinkDefinition.WhenFull.DROP_OLDEST));
    return new PipelineDefinition(
        "test",
        "1",
        "fingerprint",
        commitMicros,
        List.of(readings),
        List.of(),
        List.of(hot),
        List.of(out));
  }

  private static InputField field(String name, DataType type) {
    return new InputField(
        Field.of(name, type), List.of(name), TimeUnit.MILLISECONDS, ZoneOffset.UTC, -1, false);
  }

  static final Config NO_OPTIONS =
      new Config() {
        @Override
        public <T> T get(Option<T> option) {
          throw new IllegalStateException(option.name());
        }

        @Override
        public <T> Optional<T> find(Option<T> option) {
          return Optional.empty();
        }

        @Override
        public ConfigException error(Option<?> option, String problem) {
          return new ConfigException(problem);
        }

        @Override
        public ConfigException error(String problem) {
          return new ConfigException(problem);
        }
      };
}
