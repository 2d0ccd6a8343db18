package io.weir.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.api.Fate;
import io.weir.api.config.Config;
import io.weir.api.config.ConfigException;
import io.weir.api.config.Option;
import io.weir.api.data.DataType;
import io.weir.api.data.Field;
import io.weir.api.format.InputField;
import io.weir.engine.definition.PipelineDefinition;
import io.weir.engine.definition.QueryDefinition;
import io.weir.engine.definition.SinkDefinition;
import io.weir.engine.definition.SourceDefinition;
import io.weir.engine.plan.Plan;
import io.weir.engine.plan.WindowSpec;
import io.weir.engine.query.OutputMode;
import io.weir.engine.query.QuerySpec;
import io.weir.operators.expr.Expr;
import io.weir.operators.function.AggregateCall;
import io.weir.operators.function.Functions;
import io.weir.store.StoreSteps;
import io.weir.store.file.StoreFiles;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PipelineEngineTest {

  private static final long SECOND = 1_000_000;
  private static final long DELAY = 2 * SECOND;
  private static final long WINDOW = 10 * SECOND;

  @TempDir Path folder;

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void shouldEqualAFoldOverTheRecordsWhateverCrashesAndCutsThereWere(long seed) throws Exception {
    Random random = new Random(seed);
    List<String> lines = lines(random, 4_000);
    ListSource source = new ListSource(lines);
    Upstream upstream = new Upstream(random);
    ManualClock clock = new ManualClock(100_000 * SECOND);
    PipelineDefinition definition =
        definition(source, upstream, random.nextBoolean() ? 0 : 100_000);
    PipelineEngine engine = open(definition, clock);
    int crashes = 0;
    int steps = 0;
    while (!engine.finished()) {
      clock.advance(random.nextInt(60_000));
      source.arrive(random.nextInt(40));
      engine.doWork();
      if (random.nextInt(3) > 0) {
        engine.sinks().get(0).doWork();
      }
      if (random.nextInt(25) == 0) {
        engine.abandon();
        engine = open(definition, clock);
        crashes++;
      } else if (random.nextInt(80) == 0) {
        engine.close();
        engine = open(definition, clock);
      }
      assertThat(++steps).as("seed %d: does not end", seed).isLessThan(100_000);
    }
    Oracle oracle = new Oracle(lines);
    assertThat(upstream.conflict()).as("seed %d", seed).isEmpty();
    assertThat(List.copyOf(upstream.rows().values()))
        .as("seed %d, %d crashes", seed, crashes)
        .containsExactlyElementsOf(oracle.rows());
    assertThat(crashes).isPositive();
    var stage = engine.core().sources().get(0);
    assertThat(stage.fates(Fate.ACCEPTED)).isEqualTo(oracle.accepted);
    assertThat(stage.fates(Fate.DUPLICATE)).isEqualTo(oracle.duplicates);
    assertThat(stage.fates(Fate.REJECTED)).isEqualTo(oracle.rejected);
    QueryNode query = engine.core().queries().get(0);
    assertThat(query.fates(Fate.LATE)).isEqualTo(oracle.late);
    assertThat(query.fates(Fate.AGGREGATED)).isEqualTo(oracle.accepted - oracle.late);
    assertThat(source.acknowledged()).isEqualTo(lines.size());
    engine.close();
  }

  /** Record by record: watermark, identity, lateness, sums. */
  private static final class Oracle {
    private final Map<Long, Map<String, double[]>> windows = new TreeMap<>();
    private final List<String> rows = new ArrayList<>();
    private long greatest = Long.MIN_VALUE;
    private long accepted;
    private long duplicates;
    private long rejected;
    private long late;

    Oracle(List<String> lines) {
      Set<String> seen = new HashSet<>();
      for (String line : lines) {
        String[] parts = line.split(",", -1);
        if (parts.length != 4) {
          rejected++;
        } else if (!seen.add(parts[0] + "," + parts[1])) {
          duplicates++;
        } else {
          take(parts[0], Long.parseLong(parts[2]), Double.parseDouble(parts[3]));
        }
      }
    }

    private void take(String device, long micros, double temp) {
      accepted++;
      long end = Math.floorDiv(micros, WINDOW) * WINDOW + WINDOW;
      if (greatest != Long.MIN_VALUE && end <= greatest - DELAY) {
        late++;
      } else {
        double[] sums =
            windows
                .computeIfAbsent(end, e -> new TreeMap<>())
                .computeIfAbsent(device, d -> new double[2]);
        sums[0]++;
        sums[1] += temp;
      }
      greatest = Math.max(greatest, micros);
      windows.entrySet().removeIf(window -> close(window.getKey(), window.getValue()));
    }

    private boolean close(long end, Map<String, double[]> groups) {
      if (end > greatest - DELAY) {
        return false;
      }
      Instant start = Instant.EPOCH.plus(end - WINDOW, ChronoUnit.MICROS);
      groups.forEach(
          (device, s) -> rows.add(start + "," + device + "," + (long) s[0] + "," + s[1]));
      return true;
    }

    List<String> rows() {
      return rows;
    }
  }

  private PipelineEngine open(PipelineDefinition definition, ManualClock clock) throws Exception {
    EngineEnvironment environment =
        new EngineEnvironment(
            "edge-1",
            1,
            folder,
            StoreFiles.disk(),
            clock,
            0,
            Runnable::run,
            (pipeline, kind, name, state, message) -> {},
            new EngineEnvironment.Tuning(Duration.ofSeconds(5), 20_000, 500, 1 << 16),
            StoreSteps.NONE);
    return PipelineEngine.open(definition, environment, () -> {}, sink -> () -> {});
  }

  private static List<String> lines(Random random, int count) {
    List<String> lines = new ArrayList<>();
    long micros = 50_000 * SECOND;
    for (int i = 0; i < count; i++) {
      micros += random.nextInt(40_000);
      long at = micros - (random.nextInt(20) == 0 ? random.nextInt(30_000_000) : 0);
      String line =
          "d" + random.nextInt(20) + "," + i + "," + at + "," + random.nextInt(640) / 64.0;
      lines.add(random.nextInt(50) == 0 ? "broken" : line);
      if (random.nextInt(30) == 0) {
        lines.add(lines.get(random.nextInt(lines.size())));
      }
    }
    return lines;
  }

  private static PipelineDefinition definition(
      ListSource source, Upstream upstream, long intervalMicros) {
    LineFormat format = new LineFormat();
    List<InputField> fields = new ArrayList<>();
    fields.add(field("device", DataType.STRING));
    fields.add(field("seq", DataType.LONG));
    fields.add(field("ts", DataType.TIMESTAMP));
    fields.add(field("temp", DataType.DOUBLE));
    SourceDefinition readings =
        new SourceDefinition(
            "readings",
            source,
            NO_OPTIONS,
            format,
            fields,
            2,
            new SourceDefinition.Watermark(DELAY, -1, -1),
            -1,
            -1,
            new SourceDefinition.Identity(List.of(0, 1), 1_000_000 * SECOND, 1_000_000));
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
    Plan plan =
        new Plan.Project(
            windows,
            List.of(
                new Plan.NamedExpr("start", new Expr.FieldOf(window, 0, DataType.TIMESTAMP)),
                new Plan.NamedExpr("device", new Expr.ColumnRef(1, "device", DataType.STRING)),
                new Plan.NamedExpr("n", new Expr.ColumnRef(2, "n", DataType.LONG)),
                new Plan.NamedExpr("total", new Expr.ColumnRef(3, "total", DataType.DOUBLE))));
    QueryDefinition hot =
        new QueryDefinition(
            new QuerySpec("hot", plan, OutputMode.APPEND, false, 64 << 20),
            new QueryDefinition.Trigger(intervalMicros, false),
            Functions.builtin());
    SinkDefinition out =
        new SinkDefinition(
            "out",
            upstream,
            NO_OPTIONS,
            format,
            new SinkDefinition.Feed(SinkDefinition.FeedKind.RESULT, "hot"),
            true,
            new SinkDefinition.Buffer(
                1 << 30, Long.MAX_VALUE / 4, SinkDefinition.WhenFull.DROP_OLDEST));
    return new PipelineDefinition(
        "test",
        "1",
        "fingerprint",
        intervalMicros,
        List.of(readings),
        List.of(),
        List.of(hot),
        List.of(out));
  }

  private static InputField field(String name, DataType type) {
    return new InputField(
        Field.of(name, type), List.of(name), TimeUnit.MILLISECONDS, ZoneOffset.UTC, -1, false);
  }

  private static final Config NO_OPTIONS =
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
