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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Random queries that keep something in several places: joins of streams, deduplications and
 * aggregations above and below each other. Every part has the columns of a source.
 */
final class StepCases {

  static final Functions FUNCTIONS = Functions.with(List.of(), List.of(), Tally.all());

  private final Random random;
  private final Cases cases;
  private final Schema source;
  private final Functions functions = FUNCTIONS;
  private List<String> names = List.of("a", "b");
  private boolean joins = true;

  StepCases(long seed) {
    this(new Random(seed));
  }

  StepCases(Random random) {
    this.random = random;
    cases = new Cases(random);
    source = cases.source();
  }

  Cases cases() {
    return cases;
  }

  /** What queries made from now on read. */
  void read(List<String> inputs) {
    names = inputs;
    cases.read(inputs);
  }

  /** Queries made from now on have no joins of streams. */
  void avoidJoins() {
    joins = false;
  }

  QueryCase next() {
    return new QueryCase(spec("q"), cases.tables(), cases.events());
  }

  QuerySpec spec(String name) {
    try {
      Plan plan = part(1 + random.nextInt(3));
      OutputMode mode = OutputMode.APPEND;
      if (cases.chance(30)) {
        mode = OutputMode.values()[random.nextInt(3)];
        plan = cases.ordered(cases.aggregate(plan, false, mode), mode);
      }
      return new QuerySpec(name, plan, mode, cases.chance(20), 1L << 30);
    } catch (FunctionException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A query with the columns of a source, that others may read. */
  QuerySpec appending(String name) {
    try {
      Plan plan = part(random.nextInt(3));
      return new QuerySpec(name, plan, OutputMode.APPEND, cases.chance(20), 1L << 30);
    } catch (FunctionException e) {
      throw new IllegalStateException(e);
    }
  }

  private Plan part(int depth) throws FunctionException {
    if (depth == 0) {
      return new Plan.SourceScan(names.get(random.nextInt(names.size())), source);
    }
    return switch (random.nextInt(joins ? 14 : 10)) {
      case 0 -> new Plan.Filter(part(depth - 1), cases.condition(false));
      case 1 -> new Plan.Union(List.of(part(depth - 1), part(depth - 1)));
      case 2 -> columns(cases.join(part(depth - 1)));
      case 3, 4 -> deduplicate(part(depth - 1));
      case 5 -> aggregate(part(depth - 1));
      case 6, 7 -> keyedState(part(depth - 1));
      case 8, 9 -> retimed(part(depth - 1));
      default -> join(part(depth - 1), part(depth - 1));
    };
  }

  /** By another time than the rows', which makes some late that were not. */
  private Plan retimed(Plan input) {
    return new Plan.EventTime(input, cases.column(Shape.TS));
  }

  private Plan deduplicate(Plan input) throws FunctionException {
    List<Expr> keys = new ArrayList<>(List.of(cases.column(0)));
    if (cases.chance(30)) {
      keys.add(cases.column(1));
    }
    if (cases.chance(20)) {
      keys.add(failing());
    }
    if (cases.chance(20)) {
      keys.add(cases.anyColumn());
    }
    Long after = cases.chance(30) ? null : (Long) cases.units(1L + random.nextInt(8));
    return new Plan.Deduplicate(input, keys, after);
  }

  /** Fails where the line is zero. */
  private Expr failing() throws FunctionException {
    return cases.call(
        "/", cases.column(2), functions.cast(cases.column(1), DataType.DOUBLE, false));
  }

  private Plan keyedState(Plan input) throws FunctionException {
    List<Expr> keys = new ArrayList<>(List.of(cases.column(0)));
    if (cases.chance(20)) {
      keys.add(failing());
    }
    return keyedState(input, GroupStateType.Timeout.values()[random.nextInt(3)], keys);
  }

  private Plan keyedState(Plan input, GroupStateType.Timeout timeout, List<Expr> keys) {
    Tally tally = new Tally(timeout, source.size());
    List<Plan.NamedExpr> shown = new ArrayList<>();
    for (int i = 0; i < source.size(); i++) {
      shown.add(new Plan.NamedExpr(source.field(i).name(), cases.column(i)));
    }
    Schema made = tally.outputSchema(List.of(), source);
    return columns(new Plan.KeyedState(input, tally.name(), tally.timeout(), keys, shown, made), 0);
  }

  private Plan aggregate(Plan input) throws FunctionException {
    long size = cases.units(1L + random.nextInt(5));
    WindowSpec window =
        cases.chance(25)
            ? new WindowSpec.Session(Cases.literal(size))
            : new WindowSpec.Fixed(size * (1 + random.nextInt(2)), size, 0);
    List<Plan.NamedAggregate> aggregates = new ArrayList<>();
    aggregates.add(aggregate("count"));
    aggregates.add(aggregate("max", cases.column(Shape.TEMP)));
    aggregates.add(aggregate("sum", cases.column(Shape.V)));
    aggregates.add(aggregate("max", cases.column(Shape.OK)));
    for (int i = Shape.TS; i < source.size(); i++) {
      aggregates.add(aggregate("last", cases.column(i)));
    }
    List<Plan.NamedExpr> keys = List.of(new Plan.NamedExpr("device", cases.column(0)));
    Plan windows = new Plan.Aggregate(input, window, keys, aggregates);
    return columns(windows, 1);
  }

  private Plan.NamedAggregate aggregate(String name, Expr... arguments) throws FunctionException {
    return new Plan.NamedAggregate(
        name, functions.aggregate(name, List.of(arguments), false, null));
  }

  private Plan join(Plan left, Plan right) throws FunctionException {
    Plan.StreamJoinKind kind = Plan.StreamJoinKind.values()[random.nextInt(6)];
    List<Plan.JoinKey> keys = new ArrayList<>();
    if (!cases.chance(10)) {
      keys.add(new Plan.JoinKey(cases.column(0), cases.column(0), cases.chance(20)));
    }
    if (cases.chance(10)) {
      keys.add(new Plan.JoinKey(failing(), cases.column(2), false));
    }
    if (cases.chance(15)) {
      Expr any = cases.anyColumn();
      keys.add(new Plan.JoinKey(any, any, cases.chance(50)));
    }
    long least = cases.units(random.nextInt(8) - 5L);
    long most = least + cases.units(random.nextInt(8));
    boolean inner = kind == Plan.StreamJoinKind.INNER || kind == Plan.StreamJoinKind.SEMI;
    boolean noLeast = (inner || kind == Plan.StreamJoinKind.LEFT) && cases.chance(25);
    boolean noMost = (inner || kind == Plan.StreamJoinKind.RIGHT) && cases.chance(25);
    Plan.TimeBounds bounds =
        new Plan.TimeBounds(noLeast ? Long.MIN_VALUE : least, noMost ? Long.MAX_VALUE : most);
    Expr residual = null;
    if (cases.chance(30)) {
      Expr own = cases.column(2);
      Expr other = new Expr.ColumnRef(source.size() + Shape.TEMP, "temp", DataType.DOUBLE);
      residual =
          cases.chance(60)
              ? cases.call(">", own, other)
              : cases.call(">", cases.call("/", own, other), Cases.literal(1.0));
    }
    return columns(new Plan.StreamJoin(left, right, kind, keys, bounds, residual));
  }

  /** Gives a plan the columns of a source, of either side where it has two. */
  private Plan columns(Plan plan) {
    int width = source.size();
    int[] from = new int[width];
    for (int i = 0; i < width; i++) {
      boolean other =
          plan.schema().size() >= 2 * width
              && plan.schema().field(width + i).type().equals(source.field(i).type());
      from[i] = other && cases.chance(40) ? width + i : i;
    }
    return columns(plan, from);
  }

  private Plan columns(Plan plan, int[] from) {
    List<Plan.NamedExpr> columns = new ArrayList<>();
    for (int i = 0; i < from.length; i++) {
      Field field = plan.schema().field(from[i]);
      Expr column = new Expr.ColumnRef(from[i], field.name(), field.type());
      columns.add(new Plan.NamedExpr(source.field(i).name(), column));
    }
    return new Plan.Project(plan, columns);
  }

  /** The columns from one on. */
  private Plan columns(Plan plan, int first) {
    return columns(plan, IntStream.range(first, first + source.size()).toArray());
  }

  /** One query for each operator, whose state comes and goes. */
  List<Plan> forLongStreams() throws FunctionException {
    Plan a = new Plan.SourceScan("a", source);
    Plan b = new Plan.SourceScan("b", source);
    Expr device = cases.column(Shape.DEVICE);
    Plan.JoinKey key = new Plan.JoinKey(device, device, false);
    Plan.TimeBounds bounds = new Plan.TimeBounds(-3, 5);
    List<Plan.NamedExpr> keys = List.of(new Plan.NamedExpr("device", device));
    List<Plan.NamedAggregate> some =
        List.of(aggregate("count"), aggregate("collect_list", cases.column(Shape.LINE)));
    return List.of(
        new Plan.StreamJoin(a, b, Plan.StreamJoinKind.FULL, List.of(key), bounds, null),
        new Plan.Deduplicate(a, List.of(device), 4L),
        new Plan.Aggregate(a, new WindowSpec.Fixed(12, 4, 0), keys, some),
        new Plan.Aggregate(a, new WindowSpec.Session(Cases.literal(3L)), keys, some),
        keyedState(a, GroupStateType.Timeout.EVENT_TIME, List.of(device)),
        keyedState(a, GroupStateType.Timeout.PROCESSING_TIME, List.of(device)));
  }

  /** Thousands of records, and as many keys. */
  List<QueryCase.Event> longStream() {
    List<QueryCase.Event> events = new ArrayList<>();
    Map<String, Long> watermarks = new LinkedHashMap<>();
    long clock = 0;
    for (int i = 0; i < 4000; i++) {
      clock += random.nextInt(2);
      String input = random.nextBoolean() ? "a" : "b";
      long time = clock - random.nextInt(4);
      long before = watermarks.getOrDefault(input, Long.MIN_VALUE);
      long after = watermarks.merge(input, time - 3, Math::max);
      int device = (int) (clock / 4) + random.nextInt(3);
      Object[] values = new Object[source.size()];
      values[Shape.DEVICE] = Shape.numbered(source.field(Shape.DEVICE).type(), device);
      values[Shape.LINE] = (long) i;
      values[Shape.TEMP] = i / 64.0;
      values[Shape.V] = (long) random.nextInt(8);
      values[Shape.OK] = true;
      values[Shape.TS] = Shape.instant(time);
      events.add(new QueryCase.Arrival(input, values, time, before, after));
      if (i % 500 == 0) {
        events.add(new QueryCase.Trigger(i));
      }
    }
    events.add(new QueryCase.Trigger(4000));
    return events;
  }
}
