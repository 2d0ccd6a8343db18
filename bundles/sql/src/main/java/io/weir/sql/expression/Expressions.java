package io.weir.sql.expression;

import io.weir.api.data.DataType;
import io.weir.api.data.Field;
import io.weir.operators.expr.Expr;
import io.weir.operators.expr.Expr.And;
import io.weir.operators.expr.Expr.FieldOf;
import io.weir.operators.expr.Expr.Lambda;
import io.weir.operators.expr.Expr.Literal;
import io.weir.operators.expr.Expr.Or;
import io.weir.operators.expr.Expr.Parameter;
import io.weir.sql.literal.TypeNames;
import io.weir.sql.parser.Constructs;
import io.weir.sql.parser.Names;
import io.weir.sql.parser.Nearest;
import io.weir.sql.parser.Place;
import io.weir.sql.parser.Refusal;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.tree.ErrorNode;
import org.antlr.v4.runtime.tree.RuleNode;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.*;
import org.apache.spark.sql.catalyst.parser.SqlBaseParserBaseVisitor;

/**
 * Builds expressions over the columns that a {@link ColumnResolver} knows. A node of the tree that
 * no method here reads is refused.
 *
 * <p>Thread: that of the compiler.
 */
public final class Expressions extends SqlBaseParserBaseVisitor<Expr> {

  /** What is said of a subquery that is no condition of WHERE by itself. */
  static final String WHERE_ALONE =
      " can stand in WHERE only, alone or before and after AND; elsewhere LEFT JOIN the table, and"
          + " test a column of it for null";

  private final Functions functions;
  private final ColumnResolver columns;
  private final SpecialCalls special;
  private final Predicates predicates;
  private final Cases cases;
  private final CallSyntax calls;
  private final Constants constants = new Constants();

  /** The number of parameters of the lambdas around. */
  private final int parameters;

  /**
   * A builder.
   *
   * @param functions resolves calls and operators
   * @param columns resolves names
   * @param special resolves aggregates and windows
   */
  public Expressions(Functions functions, ColumnResolver columns, SpecialCalls special) {
    this(functions, columns, special, 0);
  }

  private Expressions(
      Functions functions, ColumnResolver columns, SpecialCalls special, int parameters) {
    this.parameters = parameters;
    this.functions = functions;
    this.columns = columns;
    this.special = special;
    this.predicates = new Predicates(functions, this);
    this.cases = new Cases(functions, this);
    this.calls = new CallSyntax(functions, this, special);
  }

  /** Any value. */
  public Expr value(ParserRuleContext context) {
    return visit(context);
  }

  /** A value that must be true or false; {@code where} names the clause for the message. */
  public Expr condition(ParserRuleContext context, String where) {
    return functions.condition(context, value(context), where);
  }

  /** A node with one part means that part; others need a method of their own. */
  @Override
  public Expr visitChildren(RuleNode node) {
    if (node.getChildCount() == 1 && node.getChild(0) instanceof RuleNode only) {
      return only.accept(this);
    }
    ParserRuleContext context = (ParserRuleContext) node;
    throw new Refusal(context, Constructs.refuse(context));
  }

  @Override
  public Expr visitErrorNode(ErrorNode node) {
    throw new Refusal(Place.of(node.getSymbol()), "found " + node.getText());
  }

  @Override
  public Expr visitParenthesizedExpression(ParenthesizedExpressionContext context) {
    return visit(context.expression());
  }

  @Override
  public Expr visitColumnReference(ColumnReferenceContext context) {
    return columns.resolve(
        new ColumnName(List.of(Names.of(context.identifier())), Place.of(context)));
  }

  @Override
  public Expr visitDereference(DereferenceContext context) {
    ColumnName name = ColumnName.of(context);
    if (name != null) {
      return columns.resolve(name);
    }
    return field(visit(context.base), Names.of(context.fieldName), Place.of(context.fieldName));
  }

  /** A field of a struct. */
  public static Expr field(Expr struct, String name, Place place) {
    if (!(struct.type() instanceof DataType.Struct type)) {
      throw new Refusal(
          place, struct + " is of type " + struct.type() + ", it has no field " + name);
    }
    List<String> names = type.fields().stream().map(Field::name).toList();
    for (int i = 0; i < names.size(); i++) {
      if (names.get(i).equalsIgnoreCase(name)) {
        return new FieldOf(struct, i, type.fields().get(i).type());
      }
    }
    throw new Refusal(
        place,
        struct
            + " has no field "
            + name
            + (Nearest.to(name, names) == null ? "" : Nearest.hint(name, names))
            + "; it has "
            + String.join(", ", names));
  }

  /** {@code array[n]} from 0, or a struct's field by name. */
  @Override
  public Expr visitSubscript(SubscriptContext context) {
    Expr value = visit(context.value);
    String name = Syntax.text(context.index);
    if (value.type() instanceof DataType.Struct && name != null) {
      return field(value, name, Place.of(context.index));
    }
    return functions.call(context, "subscript", value, visit(context.index));
  }

  @Override
  public Expr visitExists(ExistsContext context) {
    throw new Refusal(context, "EXISTS (SELECT …)" + WHERE_ALONE);
  }

  @Override
  public Expr visitLogicalNot(LogicalNotContext context) {
    return functions.call(context, "not", condition(context.booleanExpression(), "NOT"));
  }

  @Override
  public Expr visitLogicalBinary(LogicalBinaryContext context) {
    boolean and = context.operator.getType() == SqlBaseParser.AND;
    Expr left = condition(context.left, and ? "AND" : "OR");
    Expr right = condition(context.right, and ? "AND" : "OR");
    return and ? new And(left, right) : new Or(left, right);
  }

  @Override
  public Expr visitPredicated(PredicatedContext context) {
    return context.predicate() == null ? visit(context.valueExpression()) : predicates.of(context);
  }

  @Override
  public Expr visitComparison(ComparisonContext context) {
    if (Intervals.is(context.left) || Intervals.is(context.right)) {
      return Intervals.compare(context, functions, this);
    }
    return functions.call(context, operator(context), visit(context.left), visit(context.right));
  }

  /** The name of a comparison's function. */
  static String operator(ComparisonContext context) {
    return switch (context.comparisonOperator().getText()) {
      case "==" -> "=";
      case "!=" -> "<>";
      default -> context.comparisonOperator().getText();
    };
  }

  @Override
  public Expr visitArithmeticBinary(ArithmeticBinaryContext context) {
    if (Intervals.is(context.left) || Intervals.is(context.right)) {
      return Intervals.shift(context, functions, this);
    }
    String operator = context.operator.getText().toLowerCase(java.util.Locale.ROOT);
    Expr left = visit(context.left);
    Expr right = visit(context.right);
    if (operator.equals("-") && Intervals.isTime(left) && Intervals.isTime(right)) {
      throw new Refusal(
          context,
          "the difference of two times is an interval, and no column holds one; write"
              + " timestampdiff(SECOND, earlier, later), or compare it with an INTERVAL");
    }
    return functions.call(context, operator, left, right);
  }

  @Override
  public Expr visitShiftExpression(ShiftExpressionContext context) {
    String name =
        switch (context.shiftOperator().getStart().getType()) {
          case SqlBaseParser.SHIFT_LEFT -> "shiftleft";
          case SqlBaseParser.SHIFT_RIGHT -> "shiftright";
          default -> "shiftrightunsigned";
        };
    return functions.call(context, name, visit(context.left), visit(context.right));
  }

  @Override
  public Expr visitArithmeticUnary(ArithmeticUnaryContext context) {
    Expr operand = visit(context.valueExpression());
    String operator =
        switch (context.operator.getType()) {
          case SqlBaseParser.MINUS -> "negative";
          case SqlBaseParser.PLUS -> "positive";
          default -> "~";
        };
    return functions.call(context, operator, operand);
  }

  @Override
  public Expr visitSearchedCase(SearchedCaseContext context) {
    return cases.searched(context);
  }

  @Override
  public Expr visitSimpleCase(SimpleCaseContext context) {
    return cases.simple(context);
  }

  @Override
  public Expr visitCast(CastContext context) {
    return functions.cast(
        context,
        visit(context.expression()),
        TypeNames.of(context.dataType()),
        context.name.getType() == SqlBaseParser.TRY_CAST);
  }

  @Override
  public Expr visitCastByColon(CastByColonContext context) {
    return functions.cast(
        context, visit(context.primaryExpression()), TypeNames.of(context.dataType()), false);
  }

  @Override
  public Expr visitStar(StarContext context) {
    throw new Refusal(context, "* can stand in SELECT and in count(*) only");
  }

  @Override
  public Expr visitLambda(LambdaContext context) {
    throw new Refusal(
        context, "a lambda x -> … can stand as an argument of a function such as transform only");
  }

  /** A lambda, whose body sees its parameters before all else. */
  Lambda lambda(List<String> names, List<DataType> types, ExpressionContext body) {
    List<Parameter> declared = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      declared.add(new Parameter(parameters + i, names.get(i), types.get(i)));
    }
    Expressions inner =
        new Expressions(
            functions, name -> inside(declared, name), special, parameters + names.size());
    return new Lambda(declared, inner.value(body));
  }

  private Expr inside(List<Parameter> declared, ColumnName name) {
    for (Parameter parameter : declared) {
      if (parameter.name().equalsIgnoreCase(name.parts().get(0))) {
        Expr value = parameter;
        for (String field : name.parts().subList(1, name.parts().size())) {
          value = field(value, field, name.place());
        }
        return value;
      }
    }
    return columns.resolve(name);
  }

  @Override
  public Expr visitFunctionCall(FunctionCallContext context) {
    return calls.function(context);
  }

  @Override
  public Expr visitFirst(FirstContext context) {
    return special.aggregate(
        aggregate(context, "first", context.expression(), context.IGNORE() != null));
  }

  @Override
  public Expr visitLast(LastContext context) {
    return special.aggregate(
        aggregate(context, "last", context.expression(), context.IGNORE() != null));
  }

  @Override
  public Expr visitAny_value(Any_valueContext context) {
    return special.aggregate(
        aggregate(context, "any_value", context.expression(), context.IGNORE() != null));
  }

  private static AggregateSyntax aggregate(
      ParserRuleContext context, String name, ExpressionContext argument, boolean ignoreNulls) {
    return new AggregateSyntax(context, name, List.of(argument), false, ignoreNulls, null);
  }

  @Override
  public Expr visitStruct(StructContext context) {
    return calls.struct(context);
  }

  @Override
  public Expr visitPosition(PositionContext context) {
    return calls.position(context);
  }

  @Override
  public Expr visitExtract(ExtractContext context) {
    return calls.extract(context);
  }

  @Override
  public Expr visitSubstring(SubstringContext context) {
    return calls.substring(context);
  }

  @Override
  public Expr visitOverlay(OverlayContext context) {
    return calls.overlay(context);
  }

  @Override
  public Expr visitTrim(TrimContext context) {
    return calls.trim(context);
  }

  @Override
  public Expr visitTimestampadd(TimestampaddContext context) {
    return calls.timestampAdd(context);
  }

  @Override
  public Expr visitTimestampdiff(TimestampdiffContext context) {
    return calls.timestampDiff(context);
  }

  @Override
  public Expr visitConstantDefault(ConstantDefaultContext context) {
    return constants.visit(context.constant());
  }

  /** A literal of text. */
  static Literal text(String value) {
    return new Literal(value, DataType.STRING);
  }
}
