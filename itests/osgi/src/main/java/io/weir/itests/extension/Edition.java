package io.weir.itests.extension;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Which edition of this bundle runs. */
final class Edition {

  private Edition() {}

  static String read() {
    try (InputStream in = Edition.class.getResourceAsStream("edition.txt")) {
      return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
