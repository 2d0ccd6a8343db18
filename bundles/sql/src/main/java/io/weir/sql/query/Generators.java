package io.weir.sql.query;

import io.weir.api.data.DataType;
import io.weir.api.data.Field;
import io.weir.api.data.Schema;
import io.weir.engine.plan.Plan;
import io.weir.engine.plan.Plan.NamedExpr;
import io.weir.operators.expr.Expr;
import io.weir.operators.expr.Expr.ColumnRef;
import io.weir.operators.expr.Expr.FieldOf;
import io.weir.sql.expression.Expressions;
import io.weir.sql.expression.Functions;
import io.weir.sql.expression.SpecialCalls;
import io.weir.sql.expression.Syntax;
import io.weir.sql.parser.Names;
import io.weir.sql.parser.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.antlr.v4.runtime.ParserRuleContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.FunctionArgumentContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.FunctionCallContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.LateralViewContext;
import org.jspecify.annotations.Nullable;

/**
 * Calls that make rows of one: {@code explode}, {@code posexplode}, {@code inline}, {@code stack}
 * and {@code json_tuple}.
 */
final class Generators {

  /**
   * Rows that a generator made.
   *
   * @param plan the rows of the input, each with an element
   * @param columns what was made
   */
  record Made(Plan plan, List<NamedExpr> columns) {}

  private final Functions functions;

  Generators(Functions functions) {
    this.functions = functions;
  }

  /** The generator that an item of SELECT is; null for any other expression. */
  static @Nullable FunctionCallContext of(ParserRuleContext expression) {
    return Syntax.unwrap(expression) instanceof FunctionCallContext call
            && SpecialCalls.GENERATORS.contains(Syntax.functionName(call))
        ? call
        : null;
  }

  /** Adds what LATERAL VIEW makes to a scope. */
  Scope lateral(Scope scope, LateralViewContext view) {
    String name = Names.of(view.qualifiedName()).toLowerCase(Locale.ROOT);
    if (!SpecialCalls.GENERATORS.contains(name)) {
      throw new Refusal(
          view.qualifiedName(),
          "LATERAL VIEW needs a function that makes rows, found "
              + name
              + "; there are "
              + String.join(", ", SpecialCalls.GENERATORS.stream().sorted().toList()));
    }
    List<String> names = view.colName.stream().map(Names::of).toList();
    boolean outer = view.OUTER() != null || name.endsWith("_outer");
    Made made = make(scope, view.qualifiedName(), name, outer, view.expression(), names);
    List<ScopeColumn> columns = new ArrayList<>(scope.columns());
    for (NamedExpr column : made.columns()) {
      ColumnRef ref = (ColumnRef) column.expr();
      ColumnRef named = new ColumnRef(ref.index(), column.name(), ref.type());
      columns.add(new ScopeColumn(Names.of(view.tblName), named, false, false));
    }
    return new Scope(made.plan(), columns);
  }

  /** What an item of SELECT makes; {@code names} may be empty. */
  Made select(Scope scope, FunctionCallContext call, List<String> names) {
    String name = Syntax.functionName(call);
    List<ParserRuleContext> arguments = new ArrayList<>();
    for (FunctionArgumentContext argument : call.argument) {
      arguments.add(argument.expression());
    }
    return make(scope, call, name, name.endsWith("_outer"), arguments, names);
  }

  private Made make(
      Scope scope,
      ParserRuleContext at,
      String function,
      boolean outer,
      List<? extends ParserRuleContext> arguments,
      List<String> names) {
    ScalarCalls calls =
        new ScalarCalls(scope, function + "(…)", "aggregate in a query inside this one");
    Expressions values = new Expressions(functions, scope::resolve, calls);
    List<Expr> given = new ArrayList<>();
    arguments.forEach(argument -> given.add(values.value(argument)));
    Expr array =
        switch (function) {
          case "stack" -> Stack.array(functions, at, given);
          case "json_tuple" -> functions.call(at, "array", functions.call(at, "json_tuple", given));
          default -> array(at, function, arguments, given);
        };
    DataType.Array type = (DataType.Array) array.type();
    Made made =
        array != given.get(0) || function.startsWith("inline")
            ? inline(scope, arguments.get(0), function, array, outer)
            : explode(scope, array, type, outer, function.startsWith("pos"));
    return new Made(made.plan(), named(at, function, made.columns(), names));
  }

  private static Expr array(
      ParserRuleContext at,
      String function,
      List<? extends ParserRuleContext> written,
      List<Expr> given) {
    if (given.size() != 1) {
      throw new Refusal(at, function + ": " + given.size() + " arguments, expected 1, an array");
    }
    if (!(given.get(0).type() instanceof DataType.Array)) {
      throw new Refusal(
          written.get(0),
          function + " needs an array, but " + given.get(0) + " is " + given.get(0).type());
    }
    return given.get(0);
  }

  private static Made explode(
      Scope scope, Expr array, DataType.Array type, boolean outer, boolean position) {
    Plan plan = new Plan.Explode(scope.plan(), array, outer, "pos", "col");
    int width = scope.plan().schema().size();
    List<NamedExpr> columns = new ArrayList<>();
    if (position) {
      columns.add(new NamedExpr("pos", new ColumnRef(width, "pos", DataType.INT)));
    }
    columns.add(new NamedExpr("col", new ColumnRef(width + 1, "col", type.element())));
    return new Made(plan, columns);
  }

  /** The fields of each struct of an array, as columns. */
  private static Made inline(
      Scope scope, ParserRuleContext at, String function, Expr array, boolean outer) {
    if (!(((DataType.Array) array.type()).element() instanceof DataType.Struct struct)) {
      throw new Refusal(at, function + " needs an array of structs, found " + array.type());
    }
    Schema input = scope.plan().schema();
    List<NamedExpr> all = new ArrayList<>();
    for (int i = 0; i < input.size(); i++) {
      Field field = input.field(i);
      ColumnRef column = new ColumnRef(i, field.name(), field.type());
      all.add(new NamedExpr(field.name(), column, field.hidden()));
    }
    List<NamedExpr> columns = new ArrayList<>();
    ColumnRef element = new ColumnRef(input.size() + 1, "col", struct);
    for (int i = 0; i < struct.fields().size(); i++) {
      Field field = struct.fields().get(i);
      columns.add(
          new NamedExpr(field.name(), new ColumnRef(input.size() + i, field.name(), field.type())));
      all.add(new NamedExpr(field.name(), new FieldOf(element, i, field.type())));
    }
    Plan exploded = new Plan.Explode(scope.plan(), array, outer, "pos", "col");
    return new Made(new Plan.Project(exploded, all), columns);
  }

  private static List<NamedExpr> named(
      ParserRuleContext at, String function, List<NamedExpr> columns, List<String> names) {
    if (names.isEmpty()) {
      return columns;
    }
    if (names.size() != columns.size()) {
      throw new Refusal(
          at,
          function
              + " makes "
              + columns.size()
              + (columns.size() == 1 ? " column" : " columns")
              + ", found "
              + names.size()
              + (names.size() == 1 ? " name" : " names"));
    }
    List<NamedExpr> named = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      named.add(new NamedExpr(names.get(i), columns.get(i).expr()));
    }
    return named;
  }
}
