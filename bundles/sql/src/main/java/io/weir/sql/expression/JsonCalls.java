package io.weir.sql.expression;

import io.weir.operators.expr.Expr;
import io.weir.operators.expr.Expr.Literal;
import io.weir.sql.literal.TypeNames;
import io.weir.sql.parser.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.antlr.v4.runtime.ParserRuleContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.FunctionArgumentContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.FunctionCallContext;

/**
 * {@code from_json} and {@code to_json}: the schema is a text, and the options are a map, of which
 * there are none anywhere else.
 */
final class JsonCalls {

  static final Set<String> NAMES = Set.of("from_json", "to_json");

  private final Expressions values;

  JsonCalls(Expressions values) {
    this.values = values;
  }

  /**
   * The arguments as the functions take them: a NULL of the schema's type, and the options' texts.
   */
  List<Expr> arguments(String name, List<ParserRuleContext> written) {
    boolean read = name.equals("from_json");
    List<Expr> arguments = new ArrayList<>();
    for (int i = 0; i < written.size(); i++) {
      ParserRuleContext argument = written.get(i);
      if (read && i == 1) {
        arguments.add(schema(argument));
      } else if (i == (read ? 2 : 1)) {
        arguments.addAll(options(argument));
      } else {
        arguments.add(values.value(argument));
      }
    }
    return arguments;
  }

  private static Expr schema(ParserRuleContext argument) {
    String text = Syntax.text(argument);
    if (text == null) {
      throw new Refusal(argument, "the schema is a constant text such as 'a INT, b ARRAY<DOUBLE>'");
    }
    try {
      return new Literal(null, TypeNames.ofSchema(text));
    } catch (Refusal inside) {
      throw new Refusal(argument, "the schema '" + text + "': " + inside.reason());
    }
  }

  private static List<Expr> options(ParserRuleContext argument) {
    List<Expr> options = new ArrayList<>();
    if (Syntax.unwrap(argument) instanceof FunctionCallContext map
        && Syntax.functionName(map).equals("map")
        && map.argument.size() % 2 == 0) {
      for (FunctionArgumentContext option : map.argument) {
        String text = Syntax.text(option.expression());
        if (text == null) {
          throw new Refusal(option, "an option is a constant text, as its value");
        }
        options.add(Expressions.text(text));
      }
      return options;
    }
    throw new Refusal(argument, "options are written map('name', 'value', …)");
  }
}
