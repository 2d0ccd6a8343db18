package io.weir.sql.parser;

import java.util.List;
import java.util.Set;
import org.antlr.v4.runtime.ParserRuleContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.ErrorCapturingIdentifierContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.ErrorIdentContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.IdentifierListContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.MultipartIdentifierContext;

/** Names as the user means them: without backticks. */
public final class Names {

  /**
   * Words that Spark's grammar would take for an alias when something is missing before them, as in
   * {@code SELECT a FROM r WHERE}.
   */
  private static final Set<Integer> CLAUSES =
      Set.of(
          SqlBaseParser.SELECT,
          SqlBaseParser.FROM,
          SqlBaseParser.WHERE,
          SqlBaseParser.GROUP,
          SqlBaseParser.BY,
          SqlBaseParser.HAVING,
          SqlBaseParser.ORDER,
          SqlBaseParser.AND,
          SqlBaseParser.OR,
          SqlBaseParser.NOT,
          SqlBaseParser.CASE,
          SqlBaseParser.WHEN,
          SqlBaseParser.THEN,
          SqlBaseParser.ELSE,
          SqlBaseParser.END,
          SqlBaseParser.AS,
          SqlBaseParser.DISTINCT,
          SqlBaseParser.LIMIT,
          SqlBaseParser.JOIN,
          SqlBaseParser.ON,
          SqlBaseParser.USING,
          SqlBaseParser.UNION);

  private Names() {}

  /**
   * An identifier.
   *
   * @param context a name in the tree, backticks included
   * @return its text
   */
  public static String of(ParserRuleContext context) {
    String text = context.getText();
    boolean quoted = text.length() > 1 && text.charAt(0) == '`' && text.endsWith("`");
    return quoted ? text.substring(1, text.length() - 1).replace("``", "`") : text;
  }

  /**
   * An identifier where a name with a minus is a likely slip.
   *
   * @param context a name in the tree
   * @return its text
   */
  public static String of(ErrorCapturingIdentifierContext context) {
    if (context.errorCapturingIdentifierExtra() instanceof ErrorIdentContext) {
      throw new Refusal(
          context, "a name with - needs backticks: `" + context.getText().replace("`", "") + "`");
    }
    return of(context.identifier());
  }

  /**
   * A name after an expression or a relation, given without AS.
   *
   * @param context the name
   * @return its text
   */
  public static String alias(ParserRuleContext context) {
    if (CLAUSES.contains(context.getStart().getType())) {
      String word = context.getText();
      throw new Refusal(
          context,
          "something is missing before or after "
              + word
              + "; if "
              + word
              + " is meant as a name, write `"
              + word
              + "`");
    }
    return context instanceof ErrorCapturingIdentifierContext name ? of(name) : of(context);
  }

  /**
   * A list of names.
   *
   * @param context in parentheses
   * @return their texts
   */
  public static List<String> of(IdentifierListContext context) {
    return context.identifierSeq().ident.stream().map(Names::of).toList();
  }

  /**
   * A name of one part.
   *
   * @param context a name that may have dots
   * @param what it names, for the message
   * @return its text
   */
  public static String single(MultipartIdentifierContext context, String what) {
    if (context.parts.size() != 1) {
      throw new Refusal(
          context,
          "found "
              + context.getText()
              + ", expected the name of "
              + what
              + " without dots; a name with a dot needs backticks");
    }
    return of(context.parts.get(0));
  }
}
