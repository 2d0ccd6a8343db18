package io.weir.sql.expression;

import static io.weir.sql.expression.SpecialCalls.GENERATORS;
import static io.weir.sql.expression.SpecialCalls.GROUPINGS;
import static io.weir.sql.expression.SpecialCalls.WINDOWS;

import io.weir.operators.expr.Expr;
import io.weir.sql.parser.Names;
import io.weir.sql.parser.Place;
import io.weir.sql.parser.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.ExtractContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.FunctionArgumentContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.FunctionCallContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.NamedExpressionContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.OverlayContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.PositionContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.StarContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.StructContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.SubstringContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.TimestampaddContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.TimestampdiffContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.TrimContext;
import org.jspecify.annotations.Nullable;

/**
 * Calls: {@code f(a, b)}, aggregates, and SQL's own forms such as {@code EXTRACT(HOUR FROM ts)}.
 */
final class CallSyntax {

  /** The aggregates that tell a null from no value. */
  private static final Set<String> TAKE_NULLS =
      Set.of("first", "last", "any_value", "first_value", "last_value");

  private final Functions functions;
  private final Expressions values;
  private final SpecialCalls special;
  private final Lambdas lambdas;

  CallSyntax(Functions functions, Expressions values, SpecialCalls special) {
    this.functions = functions;
    this.values = values;
    this.special = special;
    this.lambdas = new Lambdas(functions, values);
  }

  Expr function(FunctionCallContext context) {
    String name = name(context);
    if (WINDOWS.contains(name)) {
      refuseModifiers(context, name);
      return special.window(name, context);
    }
    if (name.equals("table_version")) {
      refuseModifiers(context, name);
      return special.tableVersion(context);
    }
    if (name.equals(WindowTime.NAME)) {
      refuseModifiers(context, name);
      return WindowTime.of(context, functions, values);
    }
    if (GENERATORS.contains(name)) {
      throw new Refusal(
          context,
          name
              + " makes rows: it can stand alone in SELECT, once, or in LATERAL VIEW "
              + name
              + "(…) name AS column");
    }
    if (GROUPINGS.contains(name)) {
      refuseModifiers(context, name);
      return special.grouping(name, context, arguments(context, name));
    }
    if (functions.catalog().isAggregate(name)) {
      return special.aggregate(
          new AggregateSyntax(
              context,
              WithinGroup.name(context, name),
              WithinGroup.arguments(context, name, arguments(context, name)),
              isDistinct(context),
              ignoresNulls(context, name),
              context.where));
    }
    refuseModifiers(context, name);
    List<ParserRuleContext> arguments = arguments(context, name);
    if (name.equals("sequence") && arguments.size() == 3 && Intervals.is(arguments.get(2))) {
      return sequence(context, arguments);
    }
    if (JsonCalls.NAMES.contains(name)) {
      return functions.call(context, name, new JsonCalls(values).arguments(name, arguments));
    }
    return functions.call(context, name, lambdas.arguments(name, arguments));
  }

  /** Of times, whose step is an interval. */
  private Expr sequence(FunctionCallContext context, List<ParserRuleContext> arguments) {
    return functions.call(
        context,
        "sequence",
        values.value(arguments.get(0)),
        values.value(arguments.get(1)),
        Intervals.value(arguments.get(2)));
  }

  private static String name(FunctionCallContext context) {
    if (context.functionName().qualifiedName() != null
        && context.functionName().qualifiedName().identifier().size() > 1) {
      throw new Refusal(
          context.functionName(),
          "a function has a name without dots, found " + context.functionName().getText());
    }
    return Syntax.functionName(context);
  }

  private static boolean isDistinct(FunctionCallContext context) {
    return context.setQuantifier() != null && context.setQuantifier().DISTINCT() != null;
  }

  private static boolean ignoresNulls(FunctionCallContext context, String name) {
    if (context.nullsOption != null && !TAKE_NULLS.contains(name)) {
      throw new Refusal(
          Place.of(context.nullsOption),
          context.nullsOption.getText().toUpperCase(Locale.ROOT)
              + " NULLS belongs to first, last and any_value; "
              + name
              + " leaves nulls out anyway");
    }
    return context.nullsOption != null && context.IGNORE() != null;
  }

  private static void refuseModifiers(FunctionCallContext context, String name) {
    if (isDistinct(context)) {
      throw new Refusal(
          context.setQuantifier(), "DISTINCT belongs to an aggregate, and " + name + " is none");
    }
    if (context.nullsOption != null) {
      throw new Refusal(
          Place.of(context.nullsOption),
          "IGNORE NULLS belongs to an aggregate, and " + name + " is none");
    }
    if (context.WITHIN() != null) {
      throw new Refusal(
          Place.of(context.WITHIN().getSymbol()),
          "WITHIN GROUP belongs to an aggregate, and " + name + " is none");
    }
    if (context.where != null) {
      throw new Refusal(context, "FILTER belongs to an aggregate, and " + name + " is none");
    }
  }

  /** The expressions of a call; {@code count(*)} has none. */
  private static List<ParserRuleContext> arguments(FunctionCallContext context, String name) {
    List<ParserRuleContext> arguments = new ArrayList<>();
    for (FunctionArgumentContext argument : context.argument) {
      ParserRuleContext inner = Syntax.unwrap(argument.expression());
      if (inner instanceof StarContext star) {
        if (name.equals("count")
            && context.argument.size() == 1
            && star.qualifiedName() == null
            && star.exceptClause() == null) {
          return List.of();
        }
        throw new Refusal(star, "* can stand in SELECT and in count(*) only");
      }
      arguments.add(argument.expression());
    }
    if (arguments.isEmpty() && name.equals("count")) {
      throw new Refusal(context, "count() needs an argument; to count rows write count(*)");
    }
    return arguments;
  }

  Expr struct(StructContext context) {
    List<Expr> arguments = new ArrayList<>();
    int position = 0;
    for (NamedExpressionContext field : context.argument) {
      position++;
      arguments.add(Expressions.text(fieldName(field, position)));
      arguments.add(values.value(field.expression()));
    }
    return functions.call(context, "named_struct", arguments);
  }

  private static String fieldName(NamedExpressionContext field, int position) {
    if (field.name != null) {
      return Names.of(field.name);
    }
    if (field.identifierList() != null) {
      throw new Refusal(field.identifierList(), "a field of a struct has one name");
    }
    ColumnName column = ColumnName.of(Syntax.unwrap(field.expression()));
    return column == null ? "col" + position : column.parts().get(column.parts().size() - 1);
  }

  Expr position(PositionContext context) {
    return functions.call(
        context, "locate", values.value(context.substr), values.value(context.str));
  }

  Expr extract(ExtractContext context) {
    Expr field = Expressions.text(Names.of(context.field).toLowerCase(Locale.ROOT));
    return functions.call(context, "date_part", field, values.value(context.source));
  }

  Expr substring(SubstringContext context) {
    List<Expr> arguments = new ArrayList<>();
    arguments.add(values.value(context.str));
    arguments.add(values.value(context.pos));
    if (context.len != null) {
      arguments.add(values.value(context.len));
    }
    return functions.call(context, "substring", arguments);
  }

  Expr overlay(OverlayContext context) {
    List<Expr> arguments = new ArrayList<>();
    arguments.add(values.value(context.input));
    arguments.add(values.value(context.replace));
    arguments.add(values.value(context.position));
    if (context.length != null) {
      arguments.add(values.value(context.length));
    }
    return functions.call(context, "overlay", arguments);
  }

  Expr trim(TrimContext context) {
    String name =
        context.trimOption == null
            ? "trim"
            : switch (context.trimOption.getType()) {
              case SqlBaseParser.LEADING -> "ltrim";
              case SqlBaseParser.TRAILING -> "rtrim";
              default -> "trim";
            };
    Expr text = values.value(context.srcStr);
    return context.trimStr == null
        ? functions.call(context, name, text)
        : functions.call(context, name, values.value(context.trimStr), text);
  }

  Expr timestampAdd(TimestampaddContext context) {
    return functions.call(
        context,
        "timestampadd",
        unit(context, context.unit == null ? null : context.unit.getStart()),
        values.value(context.unitsAmount),
        values.value(context.timestamp));
  }

  Expr timestampDiff(TimestampdiffContext context) {
    return functions.call(
        context,
        "timestampdiff",
        unit(context, context.unit == null ? null : context.unit.getStart()),
        values.value(context.startTimestamp),
        values.value(context.endTimestamp));
  }

  private static Expr unit(ParserRuleContext context, @Nullable Token unit) {
    if (unit == null) {
      throw new Refusal(context, "the unit is a word, not text: MINUTE instead of 'MINUTE'");
    }
    return Expressions.text(unit.getText().toUpperCase(Locale.ROOT));
  }
}
