package io.weir.sql.parser;

import org.antlr.v4.runtime.CharStream;
import org.antlr.v4.runtime.CodePointCharStream;
import org.antlr.v4.runtime.IntStream;
import org.antlr.v4.runtime.misc.Interval;

/**
 * Shows the lexer upper case, as the grammar's keywords are written, while the text of tokens stays
 * as the user wrote it. Spark reads its SQL in the same way.
 */
record CaseInsensitiveStream(CodePointCharStream text) implements CharStream {

  @Override
  public int LA(int offset) {
    int symbol = text.LA(offset);
    return symbol <= 0 || symbol == IntStream.EOF ? symbol : Character.toUpperCase(symbol);
  }

  @Override
  public String getText(Interval interval) {
    // An empty text has no interval to cut from.
    return text.size() == 0 || interval.b < interval.a ? "" : text.getText(interval);
  }

  @Override
  public void consume() {
    text.consume();
  }

  @Override
  public int mark() {
    return text.mark();
  }

  @Override
  public void release(int marker) {
    text.release(marker);
  }

  @Override
  public int index() {
    return text.index();
  }

  @Override
  public void seek(int index) {
    text.seek(index);
  }

  @Override
  public int size() {
    return text.size();
  }

  @Override
  public String getSourceName() {
    return text.getSourceName();
  }
}
