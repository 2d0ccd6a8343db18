package io.weir.osgi;

import io.weir.pipeline.Gateway;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What {@code conf/gateway.properties} sets. Everything in it may be left out, and so may the file.
 *
 * <p>Thread: any; no state.
 */
final class GatewaySettings {

  private static final String FILE = "conf/gateway.properties";
  private static final String ID = "id";

  private GatewaySettings() {}

  /**
   * Opens the gateway's data folder, with the id that is set.
   *
   * @param root the gateway's folder
   * @throws IOException if the settings or the folder cannot be used; the message says what to do
   */
  static Gateway open(Path root) throws IOException {
    Path data = root.resolve("data");
    String id = id(root);
    try {
      return id == null ? Gateway.open(data) : Gateway.open(data, id);
    } catch (IllegalArgumentException e) {
      throw new IOException("%s: %s".formatted(root.resolve(FILE), e.getMessage()), e);
    }
  }

  /**
   * The gateway's id.
   *
   * @param root the gateway's folder
   * @return null if it is not set
   * @throws IOException if the file cannot be read, or sets something else
   */
  private static @Nullable String id(Path root) throws IOException {
    Path file = root.resolve(FILE);
    if (!Files.exists(file)) {
      return null;
    }
    Properties settings = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      settings.load(reader);
    } catch (IllegalArgumentException e) {
      throw new IOException("%s: %s".formatted(file, e.getMessage()), e);
    }
    Set<String> unknown = new TreeSet<>(settings.stringPropertyNames());
    unknown.remove(ID);
    if (!unknown.isEmpty()) {
      throw new IOException("%s: found %s, expected id only".formatted(file, unknown));
    }
    String id = settings.getProperty(ID, "").strip();
    return id.isEmpty() ? null : id;
  }
}
