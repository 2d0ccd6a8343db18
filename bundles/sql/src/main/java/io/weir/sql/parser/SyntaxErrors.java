package io.weir.sql.parser;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.IntervalSet;
import org.antlr.v4.runtime.misc.Utils;
import org.apache.spark.sql.catalyst.parser.SqlBaseLexer;
import org.jspecify.annotations.Nullable;

/** Turns the first syntax error into a refusal that a person can read. */
final class SyntaxErrors extends BaseErrorListener {

  /** More expected tokens than this say nothing to a person. */
  private static final int MAX_EXPECTED = 6;

  @Override
  public void syntaxError(
      Recognizer<?, ?> recognizer,
      @Nullable Object symbol,
      int line,
      int column,
      String message,
      @Nullable RecognitionException error) {
    if (!(symbol instanceof Token token) || !(recognizer instanceof Parser parser)) {
      throw new Refusal(new Place(line, column + 1, 0, 1), "cannot read this: " + message);
    }
    throw new Refusal(Place.of(token), describe(parser, token));
  }

  private static String describe(Parser parser, Token token) {
    String text = token.getText();
    if (token.getType() == SqlBaseLexer.UNRECOGNIZED) {
      return switch (text) {
        case "'", "\"" -> "text that begins with " + text + " is not closed";
        case "`" -> "a name that begins with ` is not closed";
        default -> "the character " + Utils.escapeWhitespace(text, false) + " means nothing here";
      };
    }
    String found =
        token.getType() == Token.EOF
            ? "the query ends here"
            : "found " + Utils.escapeWhitespace(text, false);
    List<String> expected = expected(parser);
    String nearest = Nearest.to(text, expected);
    if (nearest != null && token.getType() != Token.EOF) {
      return found + "; did you mean " + nearest + "?";
    }
    if (expected.isEmpty() || expected.size() > MAX_EXPECTED) {
      return token.getType() == Token.EOF
          ? found + ", something is missing"
          : found + ", which does not fit here";
    }
    return found + ", expected " + String.join(" or ", expected);
  }

  private static List<String> expected(Parser parser) {
    List<String> names = new ArrayList<>();
    IntervalSet tokens;
    try {
      tokens = parser.getExpectedTokens();
    } catch (IllegalArgumentException noState) {
      return names;
    }
    for (int type : tokens.toList()) {
      if (type == Token.EOF) {
        names.add("the end of the query");
      } else if (type != SqlBaseLexer.SEMICOLON) {
        String literal = parser.getVocabulary().getLiteralName(type);
        String symbol = parser.getVocabulary().getSymbolicName(type);
        names.add(
            literal != null
                ? literal.replace("'", "")
                : symbol.toLowerCase(Locale.ROOT).replace('_', ' '));
      }
    }
    return names;
  }
}
