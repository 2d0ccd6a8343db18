package io.weir.launcher;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.LogManager;

/**
 * The manager of {@code java.util.logging}, set up from {@code conf/logging.properties}.
 *
 * <p>Java's own closes every log as soon as the process is told to end; this one waits for {@link
 * #close}, so that the log tells how the gateway stopped.
 *
 * <p>Thread: any.
 */
public final class Logging extends LogManager {

  private static final int ASCII = 0x7f;
  private volatile boolean open;

  /** For {@code java.util.logging}, which makes the one instance: the start script names it. */
  public Logging() {}

  /**
   * Reads the file, with {@code ${weir.home}} filled in; without the file Java's own settings stay.
   *
   * @throws IOException if it cannot be read, or a log file cannot be opened
   */
  static void configure(GatewayHome home) throws IOException {
    Path file = home.folder("conf").resolve("logging.properties");
    LogManager manager = getLogManager();
    if (Files.exists(file)) {
      String settings = Files.readString(file).replace("${weir.home}", escaped(home.root()));
      manager.readConfiguration(
          new ByteArrayInputStream(settings.getBytes(StandardCharsets.ISO_8859_1)));
    }
    if (manager instanceof Logging logging) {
      logging.open = true;
    }
  }

  /** Closes every log. */
  static void close() {
    LogManager manager = getLogManager();
    if (manager instanceof Logging logging) {
      logging.open = false;
    }
    manager.reset();
  }

  @Override
  public void reset() {
    if (!open) {
      super.reset();
    }
  }

  /** A path as a properties file writes it: Latin-1, where a backslash is an escape. */
  private static String escaped(Path path) {
    StringBuilder text = new StringBuilder();
    for (char c : path.toString().replace('\\', '/').toCharArray()) {
      if (c > ASCII) {
        text.append(String.format("\\u%04x", (int) c));
      } else {
        text.append(c);
      }
    }
    return text.toString();
  }
}
