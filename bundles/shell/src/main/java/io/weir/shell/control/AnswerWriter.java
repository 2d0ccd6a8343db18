package io.weir.shell.control;

import java.io.IOException;
import java.io.Writer;
import java.util.List;

/** Writes one stream of a command as lines of the protocol, one at each flush. */
final class AnswerWriter extends Writer {

  private static final int SEND_AT = 8192;

  private final String stream;
  private final Writer answer;
  private final StringBuilder held = new StringBuilder();

  AnswerWriter(String stream, Writer answer) {
    this.stream = stream;
    this.answer = answer;
  }

  @Override
  public void write(char[] text, int offset, int length) throws IOException {
    held.append(text, offset, length);
    if (held.length() >= SEND_AT) {
      flush();
    }
  }

  @Override
  public void flush() throws IOException {
    if (held.length() > 0) {
      synchronized (answer) {
        answer.write(ControlProtocol.line(List.of(stream, held.toString())));
        answer.flush();
      }
      held.setLength(0);
    }
  }

  @Override
  public void close() throws IOException {
    flush();
  }
}
