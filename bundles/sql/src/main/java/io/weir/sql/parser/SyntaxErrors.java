package io.weir.sql.parser;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
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

  private static final List<String> CLAUSES =
      List.of("FROM", "WHERE", "GROUP BY", "HAVING", "JOIN", "LEFT", "INNER", "UNION", "USING");

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
    Token before = before(parser, token);
    Token open = openParenthesis(parser, token);
    if (open != null && (token.getType() == Token.EOF || CLAUSES.contains(upper(token)))) {
      return "the ( in line %d, column %d is not closed"
          .formatted(open.getLine(), open.getCharPositionInLine() + 1);
    }
    if (token.getType() == Token.EOF) {
      return "the query ends "
          + (before == null ? "" : "after " + before.getText() + " ")
          + "too early: something is missing";
    }
    String found = "found " + Utils.escapeWhitespace(text, false);
    List<String> expected = expected(parser);
    String nearest = Nearest.to(text, expected);
    if (nearest != null) {
      return found + "; did you mean " + nearest + "?";
    }
    if (before != null) {
      String meant = keyword(before.getText());
      if (meant != null) {
        return found + " after " + before.getText() + "; did you mean " + meant + "?";
      }
      found += " after " + before.getText();
    }
    return expected.isEmpty() || expected.size() > MAX_EXPECTED
        ? found + ", where it does not fit"
        : found + ", expected " + String.join(" or ", expected);
  }

  private static String upper(Token token) {
    return token.getText().toUpperCase(Locale.ROOT);
  }

  /** The innermost parenthesis that is open where the error is. */
  private static @Nullable Token openParenthesis(Parser parser, Token error) {
    Deque<Token> open = new ArrayDeque<>();
    for (int i = 0; i < error.getTokenIndex(); i++) {
      Token token = parser.getTokenStream().get(i);
      if (token.getType() == SqlBaseLexer.LEFT_PAREN) {
        open.push(token);
      } else if (token.getType() == SqlBaseLexer.RIGHT_PAREN && !open.isEmpty()) {
        open.pop();
      }
    }
    return open.peek();
  }

  /** The token that the parser read before; null at the beginning. */
  private static @Nullable Token before(Parser parser, Token token) {
    for (int i = token.getTokenIndex() - 1; i >= 0; i--) {
      Token candidate = parser.getTokenStream().get(i);
      if (candidate.getChannel() == Token.DEFAULT_CHANNEL) {
        return candidate;
      }
    }
    return null;
  }

  /** The clause that a word before an error was meant to begin; Spark took it for a name. */
  private static @Nullable String keyword(String word) {
    String upper = word.toUpperCase(Locale.ROOT);
    if (upper.equals("GROUP") || upper.equals("ORDER")) {
      return upper + " BY";
    }
    String nearest = word.length() < 3 ? null : Nearest.to(word, CLAUSES);
    return nearest == null || nearest.equals(upper) ? null : nearest;
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
