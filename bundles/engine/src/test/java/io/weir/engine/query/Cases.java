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
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Random queries, streams and arrival orders. */
final class Cases {

  private static final long HOUR = 3_600_000_000L;

  /** The older ones as often as all others together. */
  static final List<String> AGGREGATES =
      List.of(
          ("count,sum,avg,min,max,count,sum,avg,min,max,count,sum,avg,min,max,"
                  + "stddev,std,stddev_samp,stddev_pop,variance,var_samp,var_pop,skewness,kurtosis,"
                  + "corr,covar_pop,covar_samp,regr_r2,regr_slope,regr_intercept,regr_count,"
                  + "regr_avgx,regr_avgy,regr_sxx,regr_syy,regr_sxy,first,first_value,last,"
                  + "last_value,any_value,min_by,max_by,collect_list,array_agg,collect_set,listagg,"
                  + "string_agg,bool_or,any,some,bool_and,every,count_if,bit_and,bit_or,bit_xor,"
                  + "mode,median,percentile,percentile_cont,percentile_disc,approx_percentile,"
                  + "mode desc,percentile_cont desc,percentile_disc desc,"
                  + "percentile_approx,approx_count_distinct,try_sum,try_avg,mean")
              .split(","));

  private final Random random;
  private final boolean coarse;
  private final Shape shape;
  private final Functions functions = Functions.builtin();
  private final long unit; // of time, microseconds
  private final long begin;
  private final boolean multiMatch;
  private final boolean versioned;
  private List<String> names = List.of("a", "b");
  private long clock; // in units

  Cases(long seed) {
    this(new Random(seed));
  }

  Cases(Random random) {
    this(random, false);
  }

  private Cases(Random random, boolean coarse) {
    this.random = random;
    this.coarse = coarse;
    this.shape = new Shape(random);
    boolean slow = chance(10); // as slow as the calendar
    this.unit = slow ? 8 * HOUR : 1;
    this.begin = slow ? 24 * HOUR * (20_530 + random.nextInt(60)) : 0; // in spring 2026
    this.multiMatch = chance(25);
    this.versioned = chance(30);
  }

  /** Queries whose aggregates are sketches so small that a few rows overflow them. */
  static Cases ofCoarseSketches(long seed) {
    return new Cases(new Random(seed), true);
  }

  /** Of the sources; what a query's parts have. */
  Schema source() {
    return shape.source();
  }

  Schema table() {
    return shape.table();
  }

  /** A length of time. */
  long units(long number) {
    return number * unit;
  }

  /** What queries made from now on read. */
  void read(List<String> inputs) {
    names = inputs;
  }

  QueryCase next() {
    return new QueryCase(spec("q"), tables(), events());
  }

  QuerySpec spec(String name) {
    try {
      return make(name);
    } catch (FunctionException e) {
      throw new IllegalStateException(e);
    }
  }

  private QuerySpec make(String name) throws FunctionException {
    Plan input = scan();
    boolean joined = false;
    if (chance(70)) {
      input = join(input);
      joined = input.schema().size() > source().size();
    }
    if (chance(60)) {
      input = new Plan.Filter(input, condition(joined));
    }
    if (chance(15)) {
      input = explode(input);
    }
    if (chance(20)) {
      input = project(input);
    }
    OutputMode mode = OutputMode.APPEND;
    Plan plan = input;
    if (chance(85)) {
      mode = OutputMode.values()[random.nextInt(3)];
      plan = ordered(aggregate(input, joined, mode), mode);
    }
    return new QuerySpec(name, plan, mode, chance(30), 1L << 30);
  }

  Map<String, Schema> tables() {
    return Map.of("t", table());
  }

  private Plan explode(Plan input) throws FunctionException {
    int column = shape.column(type -> type instanceof DataType.Array);
    Expr array =
        column >= 0 && chance(70)
            ? column(column)
            : call("array", column(Shape.LINE), column(Shape.V));
    if (chance(50)) { // else it is null
      array = new Expr.Case(List.of(new Expr.Branch(column(Shape.OK), array)), null, array.type());
    }
    return new Plan.Explode(input, array, chance(50), "at", "element");
  }

  /** A whole result may be put in order. */
  Plan ordered(Plan plan, OutputMode mode) throws FunctionException {
    if (mode != OutputMode.COMPLETE || chance(70)) {
      return plan;
    }
    List<Plan.SortKey> keys = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      int at = random.nextInt(plan.schema().size());
      Field field = plan.schema().field(at);
      if (field.type().toString().contains("double")) {
        continue; // what is equal but for the last bit may come in either order
      }
      Expr key = new Expr.ColumnRef(at, field.name(), field.type());
      if (field.type() == DataType.LONG && chance(50)) {
        key = call("*", key, literal(4_000_000_000_000L)); // overflows now and then
      }
      keys.add(new Plan.SortKey(key, random.nextBoolean(), random.nextBoolean()));
    }
    int limit = chance(50) ? Integer.MAX_VALUE : random.nextInt(5);
    return new Plan.Sort(plan, keys, chance(30) ? random.nextInt(3) : 0, limit);
  }

  boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  private Plan scan() {
    Plan a = new Plan.SourceScan(names.get(0), source());
    if (chance(75)) {
      return a;
    }
    Plan b = new Plan.SourceScan(names.get(chance(70) ? names.size() - 1 : 0), source());
    return new Plan.Union(List.of(a, b));
  }

  Plan join(Plan input) throws FunctionException {
    Plan.TableJoinKind kind =
        chance(60) ? Plan.TableJoinKind.INNER : Plan.TableJoinKind.values()[random.nextInt(4)];
    int at = input.schema().size(); // a table's columns come behind
    List<Plan.JoinKey> keys = new ArrayList<>();
    if (!chance(5)) {
      keys.add(new Plan.JoinKey(column(Shape.DEVICE), table(Shape.ID, 0), chance(20)));
    }
    if (chance(15)) {
      keys.add(new Plan.JoinKey(column(Shape.LINE), table(Shape.PRIORITY, 0), chance(20)));
    }
    Expr residual = null;
    if (keys.isEmpty() || chance(20)) {
      Expr bound = table(Shape.BOUND, at);
      residual =
          chance(70)
              ? call(">", column(Shape.TEMP), bound)
              : call(">", call("/", column(Shape.TEMP), bound), literal(1.0));
    }
    Plan.AsOf asOf = versioned ? asOf() : null;
    return new Plan.TableJoin(input, "t", table(), kind, keys, residual, asOf);
  }

  private Plan.AsOf asOf() {
    Expr time = column(Shape.TS);
    if (chance(20)) {
      List<Expr.Branch> known = List.of(new Expr.Branch(column(Shape.OK), time));
      time = new Expr.Case(known, null, DataType.TIMESTAMP);
    }
    List<Integer> key = chance(70) ? List.of(Shape.ID) : List.of(Shape.ID, Shape.PRIORITY);
    return new Plan.AsOf(time, Shape.SINCE, key);
  }

  Expr column(int index) {
    Field field = source().field(index);
    return new Expr.ColumnRef(index, field.name(), field.type());
  }

  /** A column of the source, of any type. */
  Expr anyColumn() {
    return column(random.nextInt(source().size()));
  }

  private Expr table(int index, int offset) {
    Field field = table().field(index);
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
    int at = source().size();
    return switch (random.nextInt(joined ? 8 : 4)) {
      case 0 -> call(">=", column(2), literal(random.nextInt(4) / 2.0));
      case 1 -> column(4);
      case 2 -> {
        Expr own = anyColumn();
        yield call("<", own, new Expr.Literal(shape.value(own.type(), 8), own.type()));
      }
      case 3 -> call(">", call("/", column(2), cast(column(1))), literal(0.25));
      case 4, 5 -> call(">=", table(Shape.PRIORITY, at), literal((long) random.nextInt(5)));
      case 6 -> {
        Expr site = table(Shape.SITE, at);
        yield call("=", site, new Expr.Literal(shape.value(site.type(), 4), site.type()));
      }
      default ->
          call(
              ">",
              call("/", table(Shape.BOUND, at), cast(table(Shape.PRIORITY, at))),
              literal(0.0));
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
      long offset = random.nextInt(3) == 0 ? random.nextInt((int) slide) : 0;
      window = new WindowSpec.Fixed(units(Math.max(size, slide)), units(slide), units(offset));
      if (unit > 1 && chance(70)) {
        WindowSpec.CalendarUnit[] lengths = WindowSpec.CalendarUnit.values();
        window = new WindowSpec.Calendar(lengths[random.nextInt(lengths.length)], zone());
      }
    }
    if (mode != OutputMode.UPDATE && chance(20)) {
      window =
          new WindowSpec.Session(
              chance(70) ? literal(units(1L + random.nextInt(5))) : column(Shape.LINE));
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

  private ZoneId zone() {
    return ZoneId.of(List.of("UTC", "Europe/Berlin", "America/Santiago").get(random.nextInt(3)));
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
      keys.add(new Plan.NamedExpr("site", table(Shape.SITE, source().size())));
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
    if (chance(15)) {
      keys.add(new Plan.NamedExpr("any", anyColumn()));
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
    String name =
        coarse
            ? chance(70) ? "approx_percentile" : "approx_count_distinct"
            : AGGREGATES.get(random.nextInt(AGGREGATES.size()));
    List<Expr> arguments = arguments(name);
    boolean distinct = arguments.size() == 1 && chance(20);
    return functions.aggregate(name, arguments, distinct, filter);
  }

  private List<Expr> arguments(String name) throws FunctionException {
    Expr any = anyColumn();
    Expr number = column(shape.column(DataType::isNumeric));
    return switch (name) {
      case "count" -> chance(60) ? List.of() : List.of(any);
      case "sum", "avg", "mean", "try_sum", "try_avg" -> List.of(number);
      case "first", "first_value", "last", "last_value", "any_value" ->
          chance(50) ? List.of(any) : List.of(any, new Expr.Literal(true, DataType.BOOLEAN));
      case "min_by", "max_by" -> List.of(any, anyColumn());
      case "listagg", "string_agg" -> List.of(text(), literal("-"));
      case "bool_or", "any", "some", "bool_and", "every", "count_if" -> List.of(column(Shape.OK));
      case "bit_and", "bit_or", "bit_xor" -> List.of(column(chance(50) ? Shape.LINE : Shape.V));
      case "corr",
          "covar_pop",
          "covar_samp",
          "regr_r2",
          "regr_slope",
          "regr_intercept",
          "regr_count",
          "regr_avgx",
          "regr_avgy",
          "regr_sxx",
          "regr_syy",
          "regr_sxy" ->
          List.of(column(Shape.TEMP), cast(column(Shape.LINE)));
      case "stddev",
          "std",
          "stddev_samp",
          "stddev_pop",
          "variance",
          "var_samp",
          "var_pop",
          "skewness",
          "kurtosis" ->
          List.of(column(Shape.TEMP));
      case "median" -> List.of(column(chance(50) ? Shape.LINE : Shape.TEMP));
      case "percentile" ->
          chance(50)
              ? List.of(column(Shape.TEMP), shares())
              : List.of(column(Shape.TEMP), shares(), call("+", column(Shape.LINE), literal(-1L)));
      case "percentile_cont", "percentile_disc", "percentile_disc desc", "percentile_cont desc" ->
          List.of(column(chance(50) ? Shape.LINE : Shape.TEMP), shares());
      case "approx_percentile", "percentile_approx" ->
          coarse
              ? List.of(number, shares(), literal(1L))
              : List.of(column(chance(50) ? Shape.LINE : Shape.TEMP), shares());
      case "approx_count_distinct" -> List.of(any, literal(coarse ? 0.39 : 0.01));
      default -> List.of(any);
    };
  }

  private Expr text() throws FunctionException {
    int column = shape.column(type -> type == DataType.STRING);
    return column >= 0
        ? column(column)
        : functions.cast(column(Shape.LINE), DataType.STRING, false);
  }

  private Expr shares() throws FunctionException {
    Expr share = literal(random.nextInt(11) / 10.0);
    return chance(50) ? share : call("array", share, literal(0.5));
  }

  List<QueryCase.Event> events() {
    List<QueryCase.Event> events = new ArrayList<>();
    Map<String, Long> watermarks = new HashMap<>();
    Map<String, Long> greatest = new HashMap<>();
    clock = random.nextInt(40) - 20L;
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
        long to = time(clock + random.nextInt(6) - 3);
        watermarks.merge(input, to, Math::max);
        events.add(new QueryCase.Advance(input, to));
      } else {
        long time = nextTime();
        long before = watermarks.getOrDefault(input, Long.MIN_VALUE);
        long seen = greatest.merge(input, time, Math::max);
        long after = watermarks.merge(input, seen - units(delay), Math::max);
        events.add(new QueryCase.Arrival(input, values(devices, time), time, before, after));
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

  private long nextTime() {
    clock += chance(3) ? 500 : random.nextInt(3);
    return time(clock - random.nextInt(chance(80) ? 6 : 25));
  }

  /** The values of the next record. */
  Object[] record(int devices) {
    return values(devices, nextTime());
  }

  private long time(long units) {
    return begin + units(units);
  }

  private Object[] values(int devices, long time) {
    Object[] values = new Object[source().size()];
    values[Shape.DEVICE] = chance(5) ? null : shape.value(source().field(0).type(), devices);
    values[Shape.LINE] = chance(10) ? null : (Object) (long) random.nextInt(4);
    values[Shape.TEMP] = chance(10) ? null : (Object) number();
    values[Shape.V] =
        chance(10)
            ? null
            : chance(10)
                ? (Object) (Long.MAX_VALUE - random.nextInt(3))
                : (Object) (random.nextInt(9) - 4L);
    values[Shape.OK] = chance(10) ? null : (Object) random.nextBoolean();
    values[Shape.TS] = Shape.instant(time);
    for (int i = Shape.TS + 1; i < values.length; i++) {
      values[i] = chance(10) ? null : shape.value(source().field(i).type(), 8);
    }
    return values;
  }

  private double number() {
    return switch (random.nextInt(40)) {
      case 0 -> Double.NaN;
      case 1 -> -0.0;
      default -> (random.nextInt(512) - 128) / 64.0;
    };
  }

  /** The rows of the table's next version. */
  List<Object[]> tableRows(int devices) {
    List<Object[]> rows = new ArrayList<>();
    for (int device = 0; device <= devices; device++) {
      int copies = chance(20) ? 0 : versioned ? 3 : multiMatch && chance(30) ? 2 : 1;
      for (int i = 0; i < copies; i++) {
        Object[] row = new Object[table().size()];
        row[Shape.ID] =
            device == devices ? null : Shape.numbered(table().field(Shape.ID).type(), device);
        row[Shape.PRIORITY] = chance(10) ? null : (Object) (long) random.nextInt(6);
        row[Shape.SITE] = chance(10) ? null : shape.value(table().field(Shape.SITE).type(), 3);
        row[Shape.BOUND] = chance(10) ? null : (Object) (random.nextInt(8) / 4.0);
        row[Shape.SINCE] = chance(5) ? null : Shape.instant(time(clock + random.nextInt(30) - 20));
        for (int c = Shape.SINCE + 1; c < row.length; c++) {
          row[c] = shape.value(table().field(c).type(), 8);
        }
        rows.add(row);
      }
    }
    return multiMatch && !versioned ? rows : withKey(rows);
  }

  /** Leaves out rows whose key another one has; of a versioned table the time belongs to it. */
  private List<Object[]> withKey(List<Object[]> rows) {
    Map<String, Object[]> byKey = new LinkedHashMap<>();
    for (Object[] row : rows) {
      Object since = versioned ? row[Shape.SINCE] : "";
      byKey.putIfAbsent(NaiveQuery.text(new Object[] {row[Shape.ID], since}), row);
    }
    return List.copyOf(byKey.values());
  }
}
