package io.weir.sql.expression;

import io.weir.api.data.DataType;
import io.weir.operators.expr.Expr;
import io.weir.sql.parser.Names;
import io.weir.sql.parser.Refusal;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.ParserRuleContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.IdentifierContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.LambdaContext;

/** Arguments, some of which are lambdas: {@code transform(xs, x -> x + 1)}. */
final class Lambdas {

  private final Functions functions;
  private final Expressions values;

  Lambdas(Functions functions, Expressions values) {
    this.functions = functions;
    this.values = values;
  }

  /** The arguments of a call; the function types the parameters of lambdas by those before them. */
  List<Expr> arguments(String function, List<ParserRuleContext> contexts) {
    List<Expr> arguments = new ArrayList<>();
    List<Expr> before = new ArrayList<>();
    for (ParserRuleContext context : contexts) {
      if (Syntax.unwrap(context) instanceof LambdaContext lambda) {
        arguments.add(lambda(function, before, arguments.size() - before.size(), lambda));
      } else {
        Expr value = values.value(context);
        arguments.add(value);
        if (before.size() + 1 == arguments.size()) {
          before.add(value);
        }
      }
    }
    return arguments;
  }

  private Expr lambda(String function, List<Expr> before, int index, LambdaContext context) {
    List<String> names = new ArrayList<>();
    for (IdentifierContext identifier : context.identifier()) {
      String name = Names.of(identifier);
      if (names.stream().anyMatch(name::equalsIgnoreCase)) {
        throw new Refusal(identifier, "the lambda has two parameters " + name);
      }
      names.add(name);
    }
    List<DataType> types =
        functions.lambdaParameters(context, function, before, index, names.size());
    return values.lambda(names, types, context.expression());
  }
}
