package io.weir.sql.expression;

import io.weir.api.data.DataType;
import io.weir.operators.expr.Expr;
import io.weir.operators.expr.Expr.And;
import io.weir.operators.expr.Expr.Literal;
import io.weir.operators.expr.Expr.Or;
import io.weir.sql.literal.StringText;
import io.weir.sql.parser.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.ExpressionContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.PredicateContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.PredicatedContext;

/** BETWEEN, IN, LIKE, ILIKE, RLIKE, IS NULL, IS TRUE, IS DISTINCT FROM. */
final class Predicates {

  private final Functions functions;
  private final Expressions values;

  Predicates(Functions functions, Expressions values) {
    this.functions = functions;
    this.values = values;
  }

  Expr of(PredicatedContext context) {
    PredicateContext predicate = context.predicate();
    Expr value = values.value(context.valueExpression());
    boolean not = predicate.errorCapturingNot() != null;
    return switch (predicate.kind.getType()) {
      case SqlBaseParser.BETWEEN ->
          negate(
              context,
              not,
              functions.call(
                  context,
                  "between",
                  value,
                  values.value(predicate.lower),
                  values.value(predicate.upper)));
      case SqlBaseParser.IN -> negate(context, not, in(context, value, predicate));
      case SqlBaseParser.RLIKE ->
          negate(
              context,
              not,
              functions.call(context, "rlike", value, values.value(predicate.pattern)));
      case SqlBaseParser.LIKE, SqlBaseParser.ILIKE -> like(context, value, predicate, not);
      case SqlBaseParser.NULL -> functions.call(context, not ? "isnotnull" : "isnull", value);
      case SqlBaseParser.TRUE -> negate(context, not, truth(context, value, true));
      case SqlBaseParser.FALSE -> negate(context, not, truth(context, value, false));
      case SqlBaseParser.UNKNOWN ->
          functions.call(
              context,
              not ? "isnotnull" : "isnull",
              functions.condition(context, value, "IS UNKNOWN"));
      case SqlBaseParser.DISTINCT ->
          negate(
              context, !not, functions.call(context, "<=>", value, values.value(predicate.right)));
      default -> throw new Refusal(context, predicate.kind.getText() + " is not supported here");
    };
  }

  private Expr negate(PredicatedContext context, boolean not, Expr condition) {
    return not ? functions.call(context, "not", condition) : condition;
  }

  private Expr truth(PredicatedContext context, Expr value, boolean wanted) {
    Expr condition = functions.condition(context, value, "IS " + (wanted ? "TRUE" : "FALSE"));
    return functions.call(context, "<=>", condition, new Literal(wanted, DataType.BOOLEAN));
  }

  private Expr in(PredicatedContext context, Expr value, PredicateContext predicate) {
    if (predicate.query() != null) {
      throw new Refusal(predicate, "IN (SELECT …)" + Expressions.WHERE_ALONE);
    }
    List<Expr> arguments = new ArrayList<>();
    arguments.add(value);
    predicate.expression().forEach(e -> arguments.add(values.value(e)));
    return functions.call(context, "in", arguments);
  }

  private Expr like(PredicatedContext context, Expr text, PredicateContext predicate, boolean not) {
    String operator = predicate.kind.getType() == SqlBaseParser.ILIKE ? "ilike" : "like";
    if (predicate.quantifier == null) {
      List<Expr> arguments = new ArrayList<>();
      arguments.add(text);
      arguments.add(values.value(predicate.pattern));
      arguments.addAll(escape(predicate));
      return negate(context, not, functions.call(context, operator, arguments));
    }
    if (predicate.expression().isEmpty()) {
      throw new Refusal(predicate, "LIKE ANY and LIKE ALL need at least one pattern");
    }
    boolean all = predicate.quantifier.getType() == SqlBaseParser.ALL;
    Expr result = null;
    for (ExpressionContext pattern : predicate.expression()) {
      Expr one =
          negate(context, not, functions.call(context, operator, text, values.value(pattern)));
      result = result == null ? one : all ? new And(result, one) : new Or(result, one);
    }
    return Objects.requireNonNull(result);
  }

  private List<Expr> escape(PredicateContext predicate) {
    if (predicate.escapeChar == null) {
      return List.of();
    }
    String escape = StringText.of(predicate.escapeChar);
    if (escape.length() != 1) {
      throw new Refusal(predicate.escapeChar, "ESCAPE needs one character, found '" + escape + "'");
    }
    return List.of(Expressions.text(escape));
  }
}
