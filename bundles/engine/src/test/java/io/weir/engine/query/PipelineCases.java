package io.weir.engine.query;

import io.weir.api.data.DataType;
import io.weir.api.data.Field;
import io.weir.api.data.Schema;
import io.weir.engine.plan.Plan;
import io.weir.operators.expr.Expr;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Random pipelines: queries side by side and one behind the other, over two sources. */
final class PipelineCases {

  private static final Field EVENT_TIME = Field.hidden("_event_time", DataType.TIMESTAMP);
  private static final int LARGE_BLOCK = 1_100; // is decoded in parts

  private final Random random;
  private final StepCases steps;
  private final Cases cases;
  private final boolean large;

  PipelineCases(long seed) {
    random = new Random(seed);
    steps = new StepCases(random);
    cases = steps.cases();
    large = cases.chance(25);
    if (large) {
      steps.avoidJoins(); // the oracle would look at millions of pairs
    }
  }

  PipelineCase next() {
    List<QuerySpec> queries = new ArrayList<>();
    steps.read(List.of("a", "b"));
    queries.add(inPlace(steps.appending("q0"), queries));
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      steps.read(cases.chance(60) ? List.of("a", "q0") : List.of("a", "b", "q0"));
      String name = "q" + queries.size();
      QuerySpec spec = cases.chance(50) ? cases.spec(name) : steps.spec(name);
      queries.add(inPlace(spec, queries));
    }
    Map<String, Long> delays = new LinkedHashMap<>();
    delays.put("a", cases.units(random.nextInt(8)));
    delays.put("b", cases.units(random.nextInt(8)));
    return new PipelineCase(
        cases.source(), cases.table(), delays, List.copyOf(queries), happenings(queries.size()));
  }

  /** With what sources and queries have beside the columns that cases know. */
  private QuerySpec inPlace(QuerySpec spec, List<QuerySpec> before) {
    return new QuerySpec(
        spec.name(),
        inPlace(spec.plan(), before),
        spec.mode(),
        spec.maxWatermark(),
        spec.maxStateBytes());
  }

  private Plan inPlace(Plan plan, List<QuerySpec> before) {
    if (plan instanceof Plan.SourceScan scan) {
      return columns(input(scan.source(), before));
    }
    Plan placed = plan;
    for (int i = 0; i < plan.inputs().size(); i++) {
      placed = SmallerPlans.with(placed, i, inPlace(plan.inputs().get(i), before));
    }
    return placed;
  }

  private Plan input(String name, List<QuerySpec> before) {
    for (QuerySpec query : before) {
      if (query.name().equals(name)) {
        List<Field> fields = new ArrayList<>(query.plan().schema().fields());
        fields.add(EVENT_TIME);
        return new Plan.QueryScan(name, new Schema(fields));
      }
    }
    return new Plan.SourceScan(name, PipelineCase.recorded(cases.source()));
  }

  private Plan columns(Plan input) {
    List<Plan.NamedExpr> columns = new ArrayList<>();
    for (int i = 0; i < cases.source().size(); i++) {
      Field field = cases.source().field(i);
      columns.add(
          new Plan.NamedExpr(field.name(), new Expr.ColumnRef(i, field.name(), field.type())));
    }
    return new Plan.Project(input, columns);
  }

  private List<PipelineCase.Step> happenings(int queries) {
    List<PipelineCase.Step> all = new ArrayList<>();
    int devices = 1 + random.nextInt(8);
    long now = 1_000;
    for (int i = 3 + random.nextInt(20); i > 0; i--) {
      int kind = random.nextInt(10);
      now += random.nextInt(3);
      if (kind < 2) {
        all.add(new PipelineCase.Refresh(cases.tableRows(devices)));
      } else if (kind < 5) {
        Set<String> due = new LinkedHashSet<>();
        for (int q = 0; q < queries; q++) {
          if (cases.chance(60)) {
            due.add("q" + q);
          }
        }
        all.add(new PipelineCase.Tick(now, due));
      } else {
        int most = !large ? 20 : cases.chance(20) ? 2 * LARGE_BLOCK : 100;
        int least = most > LARGE_BLOCK ? LARGE_BLOCK : 0;
        List<Object[]> records = new ArrayList<>();
        for (int r = least + random.nextInt(most - least); r > 0; r--) {
          records.add(record(devices));
        }
        all.add(new PipelineCase.Block(cases.chance(60) ? "a" : "b", records));
      }
    }
    return all;
  }

  private Object[] record(int devices) {
    if (cases.chance(2)) {
      return null;
    }
    Object[] values = cases.record(devices);
    if (cases.chance(2)) {
      values[Shape.TS] = null;
    }
    return values;
  }
}
