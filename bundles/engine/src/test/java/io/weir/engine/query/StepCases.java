package io.weir.engine.query;

import io.weir.api.data.DataType;
import io.weir.api.data.Field;
import io.weir.api.data.Schema;
import io.weir.api.function.GroupStateType;
import io.weir.engine.plan.Plan;
import io.weir.engine.plan.WindowSpec;
import io.weir.operators.expr.Expr;
import io.weir.operators.function.FunctionException;
import io.weir.operators.function.Functions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Random queries that keep something in several places: joins of streams, deduplications and
 * aggregations above and below each other. Every part has the columns of a source.
 */
final class StepCases {

  static final Functions FUNCTIONS =
      Functions.with(
          List.of(),
          List.of(),
          Arrays.stream(GroupStateType.Timeout.values()).map(Tally::new).toList());

  private static final Schema SOURCE = Cases.SOURCE;

  private final Random random;
  private final Cases cases;
  private final Functions functions = FUNCTIONS;

  StepCases(long seed) {
    random = new Random(seed);
    cases = new Cases(random);
  }

  QueryCase next() {
    try {
      Plan plan = part(1 + random.nextInt(3));
      OutputMode mode = OutputMode.APPEND;
      if (cases.chance(30)) {
        mode = OutputMode.values()[random.nextInt(3)];
        plan = cases.aggregate(plan, false, mode);
      }
      Map<String, Schema> tables = new LinkedHashMap<>();
      tables.put("t", Cases.TABLE);
      QuerySpec spec = new QuerySpec("q", plan, mode, cases.chance(20), 1L << 30);
      return new QueryCase(spec, tables, cases.events());
    } catch (FunctionException e) {
      throw new IllegalStateException(e);
    }
  }

  private Plan part(int depth) throws FunctionException {
    if (depth == 0) {
      return new Plan.SourceScan(cases.chance(50) ? "a" : "b", SOURCE);
    }
    return switch (random.nextInt(12)) {
      case 0 -> new Plan.Filter(part(depth - 1), cases.condition(false));
      case 1 -> new Plan.Union(List.of(part(depth - 1), part(depth - 1)));
      case 2 -> columns(cases.join(part(depth - 1)));
      case 3, 4 -> deduplicate(part(depth - 1));
      case 5 -> aggregate(part(depth - 1));
      case 6, 7 -> keyedState(part(depth - 1));
      default -> join(part(depth - 1), part(depth - 1));
    };
  }

  private Plan deduplicate(Plan input) throws FunctionException {
    List<Expr> keys = new ArrayList<>(List.of(Cases.column(0)));
    if (cases.chance(30)) {
      keys.add(Cases.column(1));
    }
    if (cases.chance(20)) {
      keys.add(failing());
    }
    Long after = cases.chance(30) ? null : (Long) (1L + random.nextInt(8));
    return new Plan.Deduplicate(input, keys, after);
  }

  /** Fails where the line is zero. */
  private Expr failing() throws FunctionException {
    return cases.call(
        "/", Cases.column(2), functions.cast(Cases.column(1), DataType.DOUBLE, false));
  }

  private Plan keyedState(Plan input) throws FunctionException {
    Tally tally = new Tally(GroupStateType.Timeout.values()[random.nextInt(3)]);
    List<Expr> keys = new ArrayList<>(List.of(Cases.column(0)));
    if (cases.chance(20)) {
      keys.add(failing());
    }
    List<Plan.NamedExpr> shown = new ArrayList<>();
    for (int i = 0; i < SOURCE.size(); i++) {
      shown.add(new Plan.NamedExpr(SOURCE.field(i).name(), Cases.column(i)));
    }
    Schema made = tally.outputSchema(List.of(), SOURCE);
    return columns(
        new Plan.KeyedState(input, tally.name(), tally.timeout(), keys, shown, made),
        0,
        1,
        2,
        3,
        4);
  }

  private Plan aggregate(Plan input) throws FunctionException {
    long size = 1L + random.nextInt(5);
    WindowSpec window =
        cases.chance(25)
            ? new WindowSpec.Session(Cases.literal(size))
            : new WindowSpec.Fixed(size * (1 + random.nextInt(2)), size, 0);
    List<Plan.NamedAggregate> aggregates =
        List.of(
            new Plan.NamedAggregate("n", functions.aggregate("count", List.of(), false, null)),
            new Plan.NamedAggregate(
                "temp", functions.aggregate("max", List.of(Cases.column(2)), false, null)),
            new Plan.NamedAggregate(
                "v", functions.aggregate("sum", List.of(Cases.column(3)), false, null)),
            new Plan.NamedAggregate(
                "ok", functions.aggregate("max", List.of(Cases.column(4)), false, null)));
    List<Plan.NamedExpr> keys = List.of(new Plan.NamedExpr("device", Cases.column(0)));
    Plan windows = new Plan.Aggregate(input, window, keys, aggregates);
    return columns(windows, 1, 2, 3, 4, 5);
  }

  private Plan join(Plan left, Plan right) throws FunctionException {
    Plan.StreamJoinKind kind = Plan.StreamJoinKind.values()[random.nextInt(6)];
    List<Plan.JoinKey> keys = new ArrayList<>();
    if (!cases.chance(10)) {
      keys.add(new Plan.JoinKey(Cases.column(0), Cases.column(0), cases.chance(20)));
    }
    if (cases.chance(10)) {
      keys.add(new Plan.JoinKey(failing(), Cases.column(2), false));
    }
    long least = random.nextInt(8) - 5L;
    long most = least + random.nextInt(8);
    boolean inner = kind == Plan.StreamJoinKind.INNER || kind == Plan.StreamJoinKind.SEMI;
    boolean noLeast = (inner || kind == Plan.StreamJoinKind.LEFT) && cases.chance(25);
    boolean noMost = (inner || kind == Plan.StreamJoinKind.RIGHT) && cases.chance(25);
    Plan.TimeBounds bounds =
        new Plan.TimeBounds(noLeast ? Long.MIN_VALUE : least, noMost ? Long.MAX_VALUE : most);
    Expr residual = null;
    if (cases.chance(30)) {
      Expr own = Cases.column(2);
      Expr other = new Expr.ColumnRef(SOURCE.size() + 2, "temp", DataType.DOUBLE);
      residual =
          cases.chance(60)
              ? cases.call(">", own, other)
              : cases.call(">", cases.call("/", own, other), Cases.literal(1.0));
    }
    return columns(new Plan.StreamJoin(left, right, kind, keys, bounds, residual));
  }

  /** Gives a plan the columns of a source, of either side where it has two. */
  private Plan columns(Plan plan) {
    int width = SOURCE.size();
    int[] from = new int[width];
    for (int i = 0; i < width; i++) {
      boolean other =
          plan.schema().size() >= 2 * width
              && plan.schema().field(width + i).type().equals(SOURCE.field(i).type());
      from[i] = other && cases.chance(40) ? width + i : i;
    }
    return columns(plan, from);
  }

  private static Plan columns(Plan plan, int... from) {
    List<Plan.NamedExpr> columns = new ArrayList<>();
    for (int i = 0; i < from.length; i++) {
      Field field = plan.schema().field(from[i]);
      Expr column = new Expr.ColumnRef(from[i], field.name(), field.type());
      columns.add(new Plan.NamedExpr(SOURCE.field(i).name(), column));
    }
    return new Plan.Project(plan, columns);
  }

  /** A join and a deduplication whose state comes and goes. */
  static List<Plan> forLongStreams() {
    Plan a = new Plan.SourceScan("a", SOURCE);
    Plan b = new Plan.SourceScan("b", SOURCE);
    Plan.JoinKey device = new Plan.JoinKey(Cases.column(0), Cases.column(0), false);
    Plan.TimeBounds bounds = new Plan.TimeBounds(-3, 5);
    return List.of(
        new Plan.StreamJoin(a, b, Plan.StreamJoinKind.FULL, List.of(device), bounds, null),
        new Plan.Deduplicate(a, List.of(Cases.column(0)), 4L));
  }

  /** Thousands of records, and as many keys. */
  static List<QueryCase.Event> longStream(Random random) {
    List<QueryCase.Event> events = new ArrayList<>();
    Map<String, Long> watermarks = new LinkedHashMap<>();
    long clock = 0;
    for (int i = 0; i < 6000; i++) {
      clock += random.nextInt(2);
      String input = random.nextBoolean() ? "a" : "b";
      long time = clock - random.nextInt(4);
      long before = watermarks.getOrDefault(input, Long.MIN_VALUE);
      long after = watermarks.merge(input, time - 3, Math::max);
      String device = "d" + (clock / 4 + random.nextInt(3));
      Object[] values = {device, (long) i, i / 64.0, 1L, true};
      events.add(new QueryCase.Arrival(input, values, time, before, after));
      if (i % 1000 == 0) {
        events.add(new QueryCase.Trigger(i));
      }
    }
    events.add(new QueryCase.Trigger(6000));
    return events;
  }
}
