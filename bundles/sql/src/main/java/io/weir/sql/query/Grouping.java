package io.weir.sql.query;

import io.weir.api.data.DataType;
import io.weir.engine.plan.Plan;
import io.weir.engine.plan.Plan.NamedAggregate;
import io.weir.engine.plan.Plan.NamedExpr;
import io.weir.engine.plan.WindowSpec;
import io.weir.operators.expr.Expr;
import io.weir.operators.expr.Expr.And;
import io.weir.operators.expr.Expr.ColumnRef;
import io.weir.operators.expr.Expr.Literal;
import io.weir.operators.expr.Exprs;
import io.weir.operators.function.AggregateCall;
import io.weir.sql.TimeRole;
import io.weir.sql.expression.AggregateSyntax;
import io.weir.sql.expression.ColumnName;
import io.weir.sql.expression.Expressions;
import io.weir.sql.expression.Functions;
import io.weir.sql.expression.SpecialCalls;
import io.weir.sql.expression.Syntax;
import io.weir.sql.parser.Place;
import io.weir.sql.parser.Refusal;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.antlr.v4.runtime.ParserRuleContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.FunctionCallContext;
import org.jspecify.annotations.Nullable;

/**
 * The groups of one SELECT. Expressions over groups are resolved in two steps: first over the
 * input, where the window and every aggregate stand for columns beyond the input's last; then
 * {@link #over} puts the group's columns in place of the keys, the window and the aggregates, and
 * refuses what is left of the input.
 */
final class Grouping implements SpecialCalls {

  /** Where the number of the grouping set stands before {@link #over}. */
  private static final int SET = Integer.MAX_VALUE;

  private final Functions functions;
  private final Scope scope;
  private final List<TimeRole> roles;
  private final int base;
  private final List<NamedExpr> keys = new ArrayList<>();
  private final List<AggregateCall> aggregates = new ArrayList<>();
  private final List<String> names = new ArrayList<>();
  private final Set<Integer> named = new HashSet<>();
  private final Map<ColumnRef, Place> places = new HashMap<>();
  private @Nullable WindowSpec window;
  private @Nullable Expr sideTime; // what is windowed, if it is one side's of a join
  private @Nullable List<BitSet> sets; // the keys of each grouping set; null without

  Grouping(Functions functions, Scope scope, List<TimeRole> roles) {
    this.functions = functions;
    this.scope = scope;
    this.roles = roles;
    this.base = scope.plan().schema().size();
  }

  void addWindow(String name, FunctionCallContext call) {
    WindowCall reader = reader(name);
    WindowSpec spec = reader.read(name, call);
    if (window != null && !window.equals(spec)) {
      throw new Refusal(call, "a query groups by one window; this is a second one");
    }
    window = spec;
    sideTime = reader.sideTime();
  }

  private WindowCall reader(String name) {
    ScalarCalls calls = new ScalarCalls(scope, name + "(…)", "a window is over the event time");
    return new WindowCall(scope, roles, new Expressions(functions, scope::resolve, calls));
  }

  private Plan input() {
    Expr time = sideTime;
    return time == null ? scope.plan() : new Plan.EventTime(scope.plan(), time);
  }

  /** Adds a key, unless it is there; gives its position. */
  int addKey(Place place, String name, Expr value) {
    TimeRole role = EventTimes.role(value, roles);
    if (role == TimeRole.EVENT_WINDOW || role == TimeRole.JOINED_WINDOW) {
      throw new Refusal(
          place,
          "GROUP BY "
              + name
              + ": group by window("
              + name
              + ", 'its length') instead, which says when a group is final");
    }
    int known = positionOf(value);
    if (known < 0) {
      keys.add(new NamedExpr(name, value));
    }
    return known < 0 ? keys.size() - 1 : known;
  }

  private int positionOf(Expr value) {
    for (int i = 0; i < keys.size(); i++) {
      if (keys.get(i).expr().equals(value)) {
        return i;
      }
    }
    return -1;
  }

  /** Groups by each of several sets of the keys. */
  void setSets(List<BitSet> all) {
    sets = List.copyOf(all);
  }

  @Override
  public Expr grouping(
      String name, FunctionCallContext call, List<? extends ParserRuleContext> arguments) {
    if (sets == null) {
      throw new Refusal(
          call, name + "(…) needs ROLLUP, CUBE or GROUPING SETS in GROUP BY, and there is none");
    }
    Expr set = new ColumnRef(SET, Plan.GroupingSets.SET_COLUMN, DataType.LONG);
    List<Integer> positions = arguments.stream().map(this::keyPosition).toList();
    if (name.equals("grouping_id")) {
      if (!positions.isEmpty()
          && !positions.equals(IntStream.range(0, keys.size()).boxed().toList())) {
        throw new Refusal(
            call, "grouping_id() takes no argument, or all keys of GROUP BY in their order");
      }
      return set;
    }
    if (positions.size() != 1) {
      throw new Refusal(
          call, "grouping(…): " + positions.size() + " arguments, expected 1, a key of GROUP BY");
    }
    Expr divisor = new Literal(1L << (keys.size() - 1 - positions.get(0)), DataType.LONG);
    Expr shifted = functions.call(call, "div", set, divisor);
    Expr bit = functions.call(call, "%", shifted, new Literal(2L, DataType.LONG));
    return functions.cast(call, bit, DataType.INT, false);
  }

  private int keyPosition(ParserRuleContext argument) {
    ScalarCalls calls = new ScalarCalls(scope, "grouping(…)", "name a key of GROUP BY");
    Expr key = new Expressions(functions, scope::resolve, calls).value(argument);
    int position = positionOf(key);
    if (position < 0) {
      throw new Refusal(
          argument,
          key
              + " is no key of GROUP BY; the keys are "
              + keys.stream().map(NamedExpr::name).collect(Collectors.joining(", ")));
    }
    return position;
  }

  /** What a name means in SELECT and HAVING: the window, or a column of the input. */
  @Nullable Expr find(ColumnName name) {
    String first = name.parts().get(0);
    if (window != null
        && first.equalsIgnoreCase(window.columnName())
        && !scope.hasRelation(first)) {
      return Scope.fields(windowColumn(window), name.parts(), 1, name.place());
    }
    Expr found = scope.find(name);
    Expr root = found;
    while (root instanceof Expr.FieldOf field) {
      root = field.operand();
    }
    if (root instanceof ColumnRef column) {
      places.put(column, name.place());
    }
    return found;
  }

  private ColumnRef windowColumn(WindowSpec spec) {
    return new ColumnRef(base, spec.columnName(), DataType.WINDOW);
  }

  @Override
  public Expr aggregate(AggregateSyntax call) {
    ScalarCalls calls =
        new ScalarCalls(scope, "an aggregate", "aggregate in a query inside this one");
    Expressions values = new Expressions(functions, scope::resolve, calls);
    List<Expr> arguments = new ArrayList<>();
    call.arguments().forEach(argument -> arguments.add(values.value(argument)));
    Expr filter =
        call.filter() == null ? null : values.condition(call.filter(), "FILTER (WHERE …)");
    if (call.ignoreNulls()) {
      Expr present = functions.call(call.context(), "isnotnull", arguments.get(0));
      filter = filter == null ? present : new And(filter, present);
    }
    if (call.name().equals("count") && !call.distinct() && isOne(arguments)) {
      arguments.clear();
    }
    AggregateCall resolved =
        functions.aggregate(call.context(), call.name(), arguments, call.distinct(), filter);
    int position = aggregates.indexOf(resolved);
    if (position < 0) {
      position = aggregates.size();
      aggregates.add(resolved);
      names.add(Syntax.source(call.context()));
    }
    return new ColumnRef(base + 1 + position, names.get(position), resolved.type());
  }

  /** {@code count(1)} counts rows. */
  private static boolean isOne(List<Expr> arguments) {
    return arguments.size() == 1
        && arguments.get(0) instanceof Literal literal
        && literal.value() != null;
  }

  @Override
  public Expr window(String name, FunctionCallContext call) {
    WindowSpec spec = reader(name).read(name, call);
    if (!spec.equals(window)) {
      throw new Refusal(
          call,
          Syntax.source(call)
              + (window == null
                  ? " is not in GROUP BY; add it there"
                  : " is not the window of GROUP BY; take " + window.columnName() + ", which is"));
    }
    return windowColumn(spec);
  }

  @Override
  public Expr tableVersion(FunctionCallContext call) {
    ColumnRef column = (ColumnRef) TableVersions.find(scope, call);
    places.put(column, Place.of(call));
    return column;
  }

  /** An aggregate that stands alone in SELECT takes the first name that it has there. */
  void name(NamedExpr item) {
    if (item.expr() instanceof ColumnRef column
        && column.index() > base
        && column.index() != SET
        && named.add(column.index())) {
      names.set(column.index() - base - 1, item.name());
    }
  }

  /** The rows of the groups. */
  Plan plan(ParserRuleContext context) {
    if (window == null && keys.isEmpty() && aggregates.isEmpty()) {
      throw new Refusal(
          context, "HAVING needs groups: add GROUP BY, or use WHERE to choose among rows");
    }
    List<NamedAggregate> named = new ArrayList<>();
    for (int i = 0; i < aggregates.size(); i++) {
      named.add(new NamedAggregate(names.get(i), aggregates.get(i)));
    }
    List<BitSet> grouped = sets;
    if (grouped == null) {
      return new Plan.Aggregate(input(), window, keys, named);
    }
    List<Long> numbers = grouped.stream().map(this::number).toList();
    List<NamedExpr> expanded = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      NamedExpr key = keys.get(i);
      expanded.add(
          new NamedExpr(key.name(), new ColumnRef(base + i, key.name(), key.expr().type())));
    }
    String name = Plan.GroupingSets.SET_COLUMN;
    expanded.add(new NamedExpr(name, new ColumnRef(base + keys.size(), name, DataType.LONG)));
    return new Plan.Aggregate(
        new Plan.GroupingSets(input(), keys, numbers), window, expanded, named);
  }

  /** A bit a key, the last key's the lowest, 1 if it is left out. */
  private long number(BitSet set) {
    long number = 0;
    for (int i = 0; i < keys.size(); i++) {
      number = number << 1 | (set.get(i) ? 0 : 1);
    }
    return number;
  }

  /** The window among the columns of the groups; null if there is none. */
  @Nullable ColumnRef windowOutput() {
    return window == null ? null : new ColumnRef(0, window.columnName(), DataType.WINDOW);
  }

  /** Whether a value is the window, an aggregate or a key, and not of a single row. */
  boolean isGrouped(Expr value) {
    return (value instanceof ColumnRef column && column.index() >= base)
        || keys.stream().anyMatch(key -> key.expr().equals(value))
        || (!Exprs.children(value).isEmpty()
            && Exprs.children(value).stream().allMatch(this::isGrouped));
  }

  /**
   * Where the parts of an expression came from.
   *
   * @param whole all of it
   * @param places the columns of the input that it names
   */
  record Origin(Place whole, Map<ColumnRef, Place> places) {}

  /** The places of the names that were resolved since the last call. */
  Origin origin(ParserRuleContext whole) {
    Origin origin = new Origin(Place.of(whole), Map.copyOf(places));
    places.clear();
    return origin;
  }

  /** An expression over the columns of the groups. */
  Expr over(Expr expr, Origin origin) {
    int firstKey = window == null ? 0 : 1;
    for (int i = 0; i < keys.size(); i++) {
      NamedExpr key = keys.get(i);
      if (key.expr().equals(expr)) {
        return new ColumnRef(firstKey + i, key.name(), key.expr().type());
      }
    }
    if (expr instanceof ColumnRef column) {
      int firstAggregate = firstKey + keys.size() + (sets == null ? 0 : 1);
      if (column.index() == SET) {
        return new ColumnRef(firstAggregate - 1, column.name(), column.type());
      }
      if (column.index() == base) {
        return Objects.requireNonNull(windowOutput());
      }
      if (column.index() > base) {
        int position = column.index() - base - 1;
        return new ColumnRef(firstAggregate + position, names.get(position), column.type());
      }
      throw new Refusal(
          origin.places().getOrDefault(column, origin.whole()),
          column.name()
              + " is neither a key of GROUP BY nor in an aggregate; group by it, or take "
              + "max("
              + column.name()
              + ") or the like");
    }
    return Exprs.mapChildren(expr, child -> over(child, origin));
  }
}
