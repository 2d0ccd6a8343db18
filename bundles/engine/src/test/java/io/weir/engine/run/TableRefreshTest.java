package io.weir.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.api.data.DataType;
import io.weir.api.data.Field;
import io.weir.api.data.Schema;
import io.weir.engine.definition.PipelineDefinition;
import io.weir.engine.definition.QueryDefinition;
import io.weir.engine.definition.TableDefinition;
import io.weir.engine.plan.Plan;
import io.weir.engine.query.OutputMode;
import io.weir.engine.query.QuerySpec;
import io.weir.operators.expr.Expr;
import io.weir.operators.function.Functions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableRefreshTest {

  /** Everything is replayed, nothing comes from a checkpoint. */
  private static final Duration NEVER = Duration.ofDays(1);

  private static final long SECOND = EngineRig.SECOND;

  @TempDir Path folder;

  private final ListSource source =
      new ListSource(
          List.of("a,1,1000000,1.0", "a,2,2000000,2.0", "b,3,3000000,3.0", "a,4,4000000,4.0"));
  private final Upstream upstream = new Upstream(new Random(1));
  private final ManualClock clock = new ManualClock(1_000 * SECOND);
  private final FileOfRows file = new FileOfRows("a,north\n");
  private final PipelineDefinition definition = definition();

  @Test
  void shouldWaitForTheFirstVersion() throws Exception {
    file.write("nonsense\n");
    PipelineEngine engine = EngineRig.open(definition, folder, clock, NEVER);
    source.arrive(1);
    work(engine, 5);
    assertThat(upstream.rows()).isEmpty();
    assertThat(source.acknowledged()).isZero();
    assertThat(source.started()).as("connected, so that its peer keeps what comes").isTrue();
    file.write("a,north\n");
    work(engine, 5);
    assertThat(upstream.rows().values()).containsExactly("a,north,1");
    engine.close();
  }

  @Test
  void shouldRefuseAVersionWholeAndKeepTheLastGoodOne() throws Exception {
    PipelineEngine engine = EngineRig.open(definition, folder, clock, NEVER);
    work(engine, 2);
    file.write("a,south\nb\n");
    work(engine, 3);
    source.arrive(1);
    work(engine, 3);
    file.write("a,south\na,west\n");
    work(engine, 3);
    source.arrive(1);
    work(engine, 3);
    assertThat(upstream.rows().values()).containsExactly("a,north,1", "a,north,1");
    engine.close();
  }

  @Test
  void shouldPutAVersionInForceAtItsPlaceInTheJournalAlsoAfterACrash() throws Exception {
    PipelineEngine engine = EngineRig.open(definition, folder, clock, NEVER);
    source.arrive(1);
    work(engine, 3);
    file.write("a,south\nb,east\n");
    work(engine, 3);
    source.arrive(2);
    work(engine, 3);
    engine.abandon();
    upstream.rows().clear();
    file.write("a,gone\n");
    PipelineEngine replayed = EngineRig.open(definition, folder, clock, NEVER);
    assertThat(replayed.core().tables().get(0).version().number()).isEqualTo(2);
    source.arrive(1);
    work(replayed, 5);
    assertThat(upstream.conflict()).isEmpty();
    assertThat(upstream.rows().values()).endsWith("a,gone,3");
    replayed.close();
  }

  private void work(PipelineEngine engine, int seconds) throws Exception {
    for (int i = 0; i < seconds * 10; i++) {
      clock.advance(SECOND / 10);
      engine.doWork();
      engine.sinks().get(0).doWork();
    }
  }

  /** Every reading with the site of its device and the table's version. */
  private PipelineDefinition definition() {
    PipelineDefinition readings = EngineRig.definition(source, upstream, 100_000, -1);
    Schema schema =
        Schema.of(Field.of("device", DataType.STRING), Field.of("site", DataType.STRING));
    Plan scan = new Plan.SourceScan("readings", readings.sources().get(0).schema());
    int width = scan.schema().size();
    Expr device = new Expr.ColumnRef(0, "device", DataType.STRING);
    Plan join =
        new Plan.TableJoin(
            scan,
            "sites",
            schema,
            Plan.TableJoinKind.INNER,
            List.of(new Plan.JoinKey(device, device, false)),
            null,
            null);
    Plan plan =
        new Plan.Project(
            join,
            List.of(
                new Plan.NamedExpr("device", device),
                new Plan.NamedExpr("site", new Expr.ColumnRef(width + 1, "site", DataType.STRING)),
                new Plan.NamedExpr(
                    "version", new Expr.ColumnRef(width + 2, "version", DataType.LONG))));
    return new PipelineDefinition(
        readings.name(),
        readings.version(),
        readings.fingerprint(),
        readings.commitMicros(),
        readings.sources(),
        List.of(
            new TableDefinition(
                "sites", file, EngineRig.NO_OPTIONS, schema, List.of(0), -1, SECOND)),
        List.of(
            new QueryDefinition(
                new QuerySpec("hot", plan, OutputMode.APPEND, false, 64 << 20),
                new QueryDefinition.Trigger(100_000, false),
                Functions.builtin())),
        readings.sinks());
  }
}
