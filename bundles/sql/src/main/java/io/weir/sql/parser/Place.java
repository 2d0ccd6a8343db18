package io.weir.sql.parser;

import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;

/**
 * Where something stands in the SQL text.
 *
 * @param line from 1
 * @param column from 1, in characters (code points)
 * @param start from 0, in code points
 * @param length in code points, at least 1
 */
public record Place(int line, int column, int start, int length) {

  /**
   * Where a token stands.
   *
   * @param token any, the end of the text included
   * @return its place
   */
  public static Place of(Token token) {
    int length = Math.max(1, token.getStopIndex() - token.getStartIndex() + 1);
    return new Place(
        token.getLine(), token.getCharPositionInLine() + 1, token.getStartIndex(), length);
  }

  /**
   * Where a part of the tree stands.
   *
   * @param context any
   * @return from its first token to its last
   */
  public static Place of(ParserRuleContext context) {
    Token first = context.getStart();
    Token last = context.getStop();
    Place place = of(first);
    if (last == null || last.getStopIndex() < first.getStartIndex()) {
      return place;
    }
    int length = last.getStopIndex() - first.getStartIndex() + 1;
    return new Place(place.line, place.column, place.start, length);
  }
}
