package io.weir.sql.parser;

import java.util.function.Function;
import org.antlr.v4.runtime.BailErrorStrategy;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.DefaultErrorStrategy;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.atn.PredictionMode;
import org.antlr.v4.runtime.misc.ParseCancellationException;
import org.apache.spark.sql.catalyst.parser.SqlBaseLexer;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.ColTypeListContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.DataTypeContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.QueryContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.SingleStatementContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.StatementDefaultContext;

/**
 * Reads SQL text with the parser that Spark 4.0.1 generated from its grammar, in the way that Spark
 * does: keywords in any case, double quotes for text, no reserved words, set operations by standard
 * precedence.
 *
 * <p>Thread: any; the generated parser shares its tables between threads.
 */
public final class SqlParser {

  /** Longer than any query that a person writes; bounds what a file can make the parser do. */
  static final int MAX_LENGTH = 1_000_000;

  /** Deeper than any query that a person writes; deeper ones cost the parser memory and time. */
  static final int MAX_NESTING = 100;

  private SqlParser() {}

  /**
   * Reads one query.
   *
   * @param sql SELECT … or WITH …; a semicolon may end it
   * @return its tree, of supported constructs only
   */
  public static QueryContext parse(String sql) {
    CommonTokenStream tokens = tokens(sql);
    SqlBaseParser parser = parser(tokens);
    refuseOtherStatements(tokens);
    refuseDeepNesting(tokens);
    SingleStatementContext tree = tree(parser, tokens, SqlBaseParser::singleStatement);
    if (!(tree.statement() instanceof StatementDefaultContext statement)) {
      throw new Refusal(tree, "only a query is allowed here: SELECT … or WITH …");
    }
    SupportedGrammar.check(statement.query(), parser.getVocabulary());
    return statement.query();
  }

  /**
   * Reads one expression, which may have a name, and nothing behind it. What is supported is
   * checked where it stands in a query.
   *
   * @param sql such as {@code temp * 9 / 5 AS f}
   */
  public static void requireExpression(String sql) {
    CommonTokenStream tokens = tokens(sql);
    SqlBaseParser parser = parser(tokens);
    refuseDeepNesting(tokens);
    tree(parser, tokens, SqlBaseParser::singleExpression);
  }

  /**
   * Reads columns and their types.
   *
   * @param text such as {@code a INT, b ARRAY<DOUBLE>}
   * @return their tree
   */
  public static ColTypeListContext columns(String text) {
    CommonTokenStream tokens = tokens(text);
    refuseDeepNesting(tokens);
    return tree(parser(tokens), tokens, SqlBaseParser::singleTableSchema).colTypeList();
  }

  /**
   * Reads a type.
   *
   * @param text such as {@code ARRAY<INT>}
   * @return its tree
   */
  public static DataTypeContext type(String text) {
    CommonTokenStream tokens = tokens(text);
    refuseDeepNesting(tokens);
    return tree(parser(tokens), tokens, SqlBaseParser::singleDataType).dataType();
  }

  private static CommonTokenStream tokens(String sql) {
    if (sql.length() > MAX_LENGTH) {
      throw new Refusal(
          new Place(1, 1, 0, 1),
          "the query has " + sql.length() + " characters, the most is " + MAX_LENGTH);
    }
    SqlBaseLexer lexer = new SqlBaseLexer(new CaseInsensitiveStream(CharStreams.fromString(sql)));
    lexer.removeErrorListeners();
    lexer.addErrorListener(new SyntaxErrors());
    CommonTokenStream tokens = new CommonTokenStream(lexer);
    tokens.fill();
    if (lexer.has_unclosed_bracketed_comment) {
      throw new Refusal(Place.of(tokens.get(tokens.size() - 1)), "a comment /* is not closed");
    }
    return tokens;
  }

  private static SqlBaseParser parser(CommonTokenStream tokens) {
    SqlBaseParser parser = new SqlBaseParser(tokens);
    parser.legacy_setops_precedence_enabled = false;
    parser.legacy_exponent_literal_as_decimal_enabled = false;
    parser.SQL_standard_keyword_behavior = false;
    parser.double_quoted_identifiers = false;
    parser.removeErrorListeners();
    return parser;
  }

  /** First the fast prediction; what that cannot read goes to the full one, which also explains. */
  private static <T> T tree(
      SqlBaseParser parser, CommonTokenStream tokens, Function<SqlBaseParser, T> rule) {
    parser.setErrorHandler(new BailErrorStrategy());
    parser.getInterpreter().setPredictionMode(PredictionMode.SLL);
    try {
      return rule.apply(parser);
    } catch (ParseCancellationException notFast) {
      tokens.seek(0);
      parser.reset();
      parser.setErrorHandler(new DefaultErrorStrategy());
      parser.addErrorListener(new SyntaxErrors());
      parser.getInterpreter().setPredictionMode(PredictionMode.LL);
      return rule.apply(parser);
    }
  }

  private static void refuseOtherStatements(CommonTokenStream tokens) {
    Token first = tokens.LT(1);
    switch (first.getType()) {
      case SqlBaseLexer.SELECT, SqlBaseLexer.WITH, SqlBaseLexer.LEFT_PAREN -> {}
      case Token.EOF -> throw new Refusal(Place.of(first), "the query is empty; expected SELECT …");
      default ->
          throw new Refusal(
              Place.of(first),
              "found "
                  + first.getText()
                  + ", expected SELECT or WITH: a query begins with one of these"
                  + Nearest.hint(first.getText(), java.util.List.of("SELECT", "WITH")));
    }
  }

  private static void refuseDeepNesting(CommonTokenStream tokens) {
    int depth = 0;
    for (Token token : tokens.getTokens()) {
      switch (token.getType()) {
        case SqlBaseLexer.LEFT_PAREN, SqlBaseLexer.LEFT_BRACKET, SqlBaseLexer.CASE -> depth++;
        case SqlBaseLexer.RIGHT_PAREN, SqlBaseLexer.RIGHT_BRACKET, SqlBaseLexer.END -> depth--;
        default -> {}
      }
      if (depth > MAX_NESTING) {
        throw new Refusal(
            Place.of(token), "the query is nested deeper than " + MAX_NESTING + " levels here");
      }
    }
  }
}
