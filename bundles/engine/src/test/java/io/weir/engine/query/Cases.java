package io.weir.engine.query;

import io.weir.api.data.DataType;
import io.weir.api.data.Field;
import io.weir.api.data.Schema;
import io.weir.engine.plan.Plan;
import io.weir.engine.plan.WindowSpec;
import io.weir.operators.expr.Expr;
import io.weir.operators.function.AggregateCall;
import io.weir.operators.function.FunctionException;
import io.weir.operators.function.Functions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Random queries, streams and arrival orders. */
final class Cases {

  static final Schema SOURCE =
      Schema.of(
          Field.of("device", DataType.STRING),
          Field.of("line", DataType.LONG),
          Field.of("temp", DataType.DOUBLE),
          Field.of("v", DataType.LONG),
          Field.of("ok", DataType.BOOLEAN));

  static final Schema TABLE =
      Schema.of(
          Field.of("id", DataType.STRING),
          Field.of("priority", DataType.LONG),
          Field.of("site", DataType.STRING),
          Field.of("bound", DataType.DOUBLE));

  /** The older ones as often as all others together. */
  static final List<String> AGGREGATES =
      List.of(
          ("count,sum,avg,min,max,count,sum,avg,min,max,count,sum,avg,min,max,"
                  + "stddev,var_pop,skewness,kurtosis,corr,covar_pop,covar_samp,regr_r2,regr_slope,"
                  + "regr_intercept,first,last,any_value,min_by,max_by,collect_list,collect_set,listagg,"
                  + "bool_or,bool_and,count_if,bit_and,bit_or,bit_xor,mode,median,percentile,percentile_disc,"
                  + "approx_percentile,try_sum")
              .split(","));

  private static final int TABLE_AT = SOURCE.size();

  private final Random random;
  private final Functions functions = Functions.builtin();
  private boolean multiMatch;

  Cases(long seed) {
    this(new Random(seed));
  }

  Cases(Random random) {
    this.random = random;
  }

  QueryCase next() {
    try {
      return make();
    } catch (FunctionException e) {
      throw new IllegalStateException(e);
    }
  }

  private QueryCase make() throws FunctionException {
    multiMatch = chance(25);
    Plan input = source();
    boolean joined = false;
    if (chance(70)) {
      input = join(input);
      joined = ((Plan.TableJoin) input).schema().size() > SOURCE.size();
    }
    if (chance(60)) {
      input = new Plan.Filter(input, condition(joined));
    }
    if (chance(10)) {
      Expr array = call("array", column(1), column(3));
      input = new Plan.Explode(input, array, chance(30), "at", "element");
    }
    if (chance(20)) {
      input = project(input);
    }
    OutputMode mode = OutputMode.APPEND;
    Plan plan = input;
    if (chance(85)) {
      mode = OutputMode.values()[random.nextInt(3)];
      plan = aggregate(input, joined, mode);
    }
    QuerySpec spec = new QuerySpec("q", plan, mode, chance(30), 1L << 30);
    Map<String, Schema> tables = new LinkedHashMap<>();
    tables.put("t", TABLE);
    return new QueryCase(spec, tables, events());
  }

  boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  private Plan source() {
    Plan a = new Plan.SourceScan("a", SOURCE);
    if (chance(75)) {
      return a;
    }
    Plan b = new Plan.SourceScan(chance(70) ? "b" : "a", SOURCE);
    return new Plan.Union(List.of(a, b));
  }

  Plan join(Plan input) throws FunctionException {
    Plan.TableJoinKind kind =
        chance(60) ? Plan.TableJoinKind.INNER : Plan.TableJoinKind.values()[random.nextInt(4)];
    List<Plan.JoinKey> keys = new ArrayList<>();
    if (!chance(5)) {
      keys.add(new Plan.JoinKey(column(0), table(0, 0), chance(20)));
    }
    if (chance(15)) {
      keys.add(new Plan.JoinKey(column(1), table(1, 0), chance(20)));
    }
    Expr residual = null;
    if (keys.isEmpty() || chance(20)) {
      residual =
          chance(70)
              ? call(">", column(2), table(3, TABLE_AT))
              : call(">", call("/", column(2), table(3, TABLE_AT)), literal(1.0));
    }
    return new Plan.TableJoin(input, "t", TABLE, kind, keys, residual, null);
  }

  static Expr column(int index) {
    return new Expr.ColumnRef(index, SOURCE.field(index).name(), SOURCE.field(index).type());
  }

  private static Expr table(int index, int offset) {
    Field field = TABLE.field(index);
    return new Expr.ColumnRef(index + offset, field.name(), field.type());
  }

  static Expr literal(Object value) {
    DataType type =
        value instanceof Long
            ? DataType.LONG
            : value instanceof Double ? DataType.DOUBLE : DataType.STRING;
    return new Expr.Literal(value, type);
  }

  Expr call(String name, Expr... arguments) throws FunctionException {
    return functions.call(name, List.of(arguments));
  }

  Expr condition(boolean joined) throws FunctionException {
    Expr all = null;
    int count = 1 + random.nextInt(3);
    for (int i = 0; i < count; i++) {
      Expr one = conjunct(joined);
      all = all == null ? one : new Expr.And(all, one);
    }
    return all;
  }

  private Expr conjunct(boolean joined) throws FunctionException {
    return switch (random.nextInt(joined ? 8 : 4)) {
      case 0 -> call(">=", column(2), literal(random.nextInt(4) / 2.0));
      case 1 -> column(4);
      case 2 -> call("<", column(0), literal("d5"));
      case 3 -> call(">", call("/", column(2), cast(column(1))), literal(0.25));
      case 4, 5 -> call(">=", table(1, TABLE_AT), literal((long) random.nextInt(5)));
      case 6 -> call("=", table(2, TABLE_AT), literal("s1"));
      default -> call(">", call("/", table(3, TABLE_AT), cast(table(1, TABLE_AT))), literal(0.0));
    };
  }

  private Expr cast(Expr operand) throws FunctionException {
    return functions.cast(operand, DataType.DOUBLE, false);
  }

  private Plan project(Plan input) {
    List<Plan.NamedExpr> columns = new ArrayList<>();
    for (int i = 0; i < input.schema().size(); i++) {
      Field field = input.schema().field(i);
      columns.add(
          new Plan.NamedExpr(field.name(), new Expr.ColumnRef(i, field.name(), field.type())));
    }
    return new Plan.Project(input, columns);
  }

  Plan aggregate(Plan input, boolean joined, OutputMode mode) throws FunctionException {
    WindowSpec window = null;
    if (mode == OutputMode.APPEND || chance(60)) {
      long slide = 1L + random.nextInt(6);
      long size = chance(50) ? slide : slide * (1 + random.nextInt(3)) + random.nextInt(2);
      window =
          new WindowSpec.Fixed(
              Math.max(size, slide),
              slide,
              random.nextInt(3) == 0 ? random.nextInt((int) slide) : 0);
    }
    if (mode != OutputMode.UPDATE && chance(20)) {
      window = new WindowSpec.Session(chance(70) ? literal(1L + random.nextInt(5)) : column(1));
    }
    List<Plan.NamedExpr> keys = keys(joined);
    List<Plan.NamedAggregate> aggregates = aggregates(keys.isEmpty() && window == null ? 1 : 0);
    Plan plan =
        !keys.isEmpty() && chance(15)
            ? new Plan.Aggregate(sets(input, keys), window, setKeys(input, keys), aggregates)
            : new Plan.Aggregate(input, window, keys, aggregates);
    int at = plan.schema().size() - 1;
    Field last = plan.schema().field(at);
    if (!aggregates.isEmpty() && last.type() == DataType.LONG && chance(25)) {
      plan =
          new Plan.Filter(
              plan, call(">", new Expr.ColumnRef(at, last.name(), last.type()), literal(1L)));
    }
    if (chance(40)) {
      List<Plan.NamedExpr> columns = new ArrayList<>();
      for (int i = at; i >= 0; i--) {
        Field field = plan.schema().field(i);
        Expr column = new Expr.ColumnRef(i, field.name(), field.type());
        if (field.type() == DataType.LONG && chance(50)) {
          column = call("+", column, column);
        } else if (field.type() == DataType.WINDOW) {
          column = new Expr.FieldOf(column, 0, DataType.TIMESTAMP);
        }
        columns.add(new Plan.NamedExpr("c" + i, column));
      }
      plan = new Plan.Project(plan, columns);
    }
    return plan;
  }

  private Plan sets(Plan input, List<Plan.NamedExpr> keys) {
    long all = (1L << keys.size()) - 1;
    return new Plan.GroupingSets(
        input, keys, chance(50) ? List.of(0L, all) : List.of(all, all >> 1, 0L).subList(0, 2));
  }

  private static List<Plan.NamedExpr> setKeys(Plan input, List<Plan.NamedExpr> keys) {
    Schema schema = new Plan.GroupingSets(input, keys, List.of(0L)).schema();
    List<Plan.NamedExpr> columns = new ArrayList<>();
    for (int i = input.schema().size(); i < schema.size(); i++) {
      Field field = schema.field(i);
      columns.add(
          new Plan.NamedExpr(field.name(), new Expr.ColumnRef(i, field.name(), field.type())));
    }
    return columns;
  }

  private List<Plan.NamedExpr> keys(boolean joined) throws FunctionException {
    List<Plan.NamedExpr> keys = new ArrayList<>();
    int kind = random.nextInt(10);
    if (kind < 6) {
      keys.add(new Plan.NamedExpr("device", column(0)));
    }
    if (joined && kind < 8 && kind % 2 == 0) {
      keys.add(new Plan.NamedExpr("site", table(2, TABLE_AT)));
    }
    if (kind == 5 || kind == 8) {
      keys.add(new Plan.NamedExpr("line", column(1)));
    }
    if (kind == 7) {
      keys.add(new Plan.NamedExpr("temp", call("*", column(2), literal(0.0))));
    }
    if (kind == 3 && chance(50)) {
      keys.add(new Plan.NamedExpr("ratio", call("/", column(2), cast(column(1)))));
    }
    return keys;
  }

  private List<Plan.NamedAggregate> aggregates(int least) throws FunctionException {
    List<Plan.NamedAggregate> aggregates = new ArrayList<>();
    int count = Math.max(least, random.nextInt(6));
    for (int i = 0; i < count; i++) {
      Expr filter =
          chance(20)
              ? chance(70)
                  ? column(4)
                  : call(">", call("/", literal(1.0), cast(column(1))), literal(0.0))
              : null;
      aggregates.add(new Plan.NamedAggregate("a" + i, aggregate(filter)));
    }
    return aggregates;
  }

  private AggregateCall aggregate(Expr filter) throws FunctionException {
    String name = AGGREGATES.get(random.nextInt(AGGREGATES.size()));
    List<Expr> arguments = arguments(name);
    boolean distinct = arguments.size() == 1 && chance(20);
    return functions.aggregate(name, arguments, distinct, filter);
  }

  private List<Expr> arguments(String name) throws FunctionException {
    Expr any = column(random.nextInt(5));
    Expr number = column(chance(60) ? 2 : 3);
    return switch (name) {
      case "count" -> chance(60) ? List.of() : List.of(number);
      case "sum", "avg", "try_sum" -> List.of(number);
      case "first", "last", "any_value" ->
          chance(50) ? List.of(any) : List.of(any, new Expr.Literal(true, DataType.BOOLEAN));
      case "min_by", "max_by" -> List.of(any, column(random.nextInt(5)));
      case "listagg" -> List.of(column(0), literal("-"));
      case "bool_or", "bool_and", "count_if" -> List.of(column(4));
      case "bit_and", "bit_or", "bit_xor" -> List.of(column(chance(50) ? 1 : 3));
      case "corr", "covar_pop", "covar_samp", "regr_r2", "regr_slope", "regr_intercept" ->
          List.of(column(2), cast(column(1)));
      case "stddev", "var_pop", "skewness", "kurtosis" -> List.of(column(2));
      case "median" -> List.of(column(chance(50) ? 1 : 2));
      case "percentile", "percentile_disc", "approx_percentile" ->
          List.of(column(chance(50) ? 1 : 2), shares());
      default -> List.of(any);
    };
  }

  private Expr shares() throws FunctionException {
    Expr share = literal(random.nextInt(11) / 10.0);
    return chance(50) ? share : call("array", share, literal(0.5));
  }

  List<QueryCase.Event> events() {
    List<QueryCase.Event> events = new ArrayList<>();
    Map<String, Long> watermarks = new HashMap<>();
    Map<String, Long> greatest = new HashMap<>();
    long clock = random.nextInt(40) - 20L;
    long version = 0;
    int delay = random.nextInt(8);
    int devices = 1 + random.nextInt(8);
    int length = 1 + random.nextInt(60);
    for (int i = 0; i < length; i++) {
      int kind = random.nextInt(20);
      String input = chance(60) ? "a" : "b";
      if (kind == 0 || (i == 0 && chance(80))) {
        events.add(new QueryCase.Refresh("t", ++version, tableRows(devices)));
      } else if (kind <= 2) {
        events.add(new QueryCase.Trigger(1000L + i));
      } else if (kind == 3) {
        long to = clock + random.nextInt(6) - 3;
        watermarks.merge(input, to, Math::max);
        events.add(new QueryCase.Advance(input, to));
      } else {
        clock += chance(3) ? 500 : random.nextInt(3);
        long time = clock - random.nextInt(chance(80) ? 6 : 25);
        long before = watermarks.getOrDefault(input, Long.MIN_VALUE);
        long seen = greatest.merge(input, time, Math::max);
        long after = watermarks.merge(input, seen - delay, Math::max);
        events.add(new QueryCase.Arrival(input, values(devices), time, before, after));
      }
    }
    if (chance(70)) {
      events.add(new QueryCase.Trigger(5000));
      events.add(new QueryCase.Advance("a", Long.MAX_VALUE));
      events.add(new QueryCase.Advance("b", Long.MAX_VALUE));
    }
    events.add(new QueryCase.Trigger(6000));
    return events;
  }

  private Object[] values(int devices) {
    return new Object[] {
      chance(5) ? null : "d" + random.nextInt(devices),
      chance(10) ? null : (Object) (long) random.nextInt(4),
      chance(10) ? null : (Object) number(),
      chance(10)
          ? null
          : chance(10)
              ? (Object) (Long.MAX_VALUE - random.nextInt(3))
              : (Object) (random.nextInt(9) - 4L),
      chance(10) ? null : (Object) random.nextBoolean()
    };
  }

  private double number() {
    return switch (random.nextInt(40)) {
      case 0 -> Double.NaN;
      case 1 -> -0.0;
      default -> (random.nextInt(512) - 128) / 64.0;
    };
  }

  private List<Object[]> tableRows(int devices) {
    List<Object[]> rows = new ArrayList<>();
    for (int device = 0; device <= devices; device++) {
      int copies = chance(20) ? 0 : multiMatch && chance(30) ? 2 : 1;
      for (int i = 0; i < copies; i++) {
        rows.add(
            new Object[] {
              device == devices ? null : "d" + device,
              chance(10) ? null : (Object) (long) random.nextInt(6),
              chance(10) ? null : "s" + random.nextInt(3),
              chance(10) ? null : (Object) (random.nextInt(8) / 4.0)
            });
      }
    }
    return rows;
  }
}
