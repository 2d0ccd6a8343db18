package io.weir.shell.text;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/**
 * Hands UTF-8 bytes to a writer, line by line, so that no character is cut in two.
 *
 * <p>Thread: one at a time.
 */
public final class TextOutput extends OutputStream {

  private final PrintWriter target;
  private final ByteArrayOutputStream held = new ByteArrayOutputStream();

  /**
   * An output.
   *
   * @param target takes the text
   */
  public TextOutput(PrintWriter target) {
    this.target = target;
  }

  @Override
  public void write(int b) {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    int end = offset + length;
    int lineEnd = end;
    while (lineEnd > offset && bytes[lineEnd - 1] != '\n') {
      lineEnd--;
    }
    held.write(bytes, offset, lineEnd - offset);
    if (lineEnd > offset) {
      flush();
    }
    held.write(bytes, lineEnd, end - lineEnd);
  }

  @Override
  public void flush() {
    target.write(held.toString(StandardCharsets.UTF_8));
    held.reset();
    target.flush();
  }
}
