package io.weir.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folders of an installed gateway. Nothing is written outside {@code data}, {@code log} and
 * {@code deploy}.
 *
 * @param root where {@code bin}, {@code bundles} and the others stand
 */
record GatewayHome(Path root) {

  /** The home that the start script names in the system property {@code weir.home}. */
  static GatewayHome ofProperty() {
    String home = System.getProperty("weir.home");
    if (home == null) {
      throw new IllegalStateException(
          "weir.home is not set: start the gateway with bin/weir start");
    }
    return new GatewayHome(Path.of(home).toAbsolutePath().normalize());
  }

  Path folder(String name) {
    return root.resolve(name);
  }

  void createFolders() throws IOException {
    for (String name : List.of("data", "log", "deploy")) {
      Files.createDirectories(folder(name));
    }
  }

  /** The jars of {@code bundles}, by name. */
  List<Path> bundles() throws IOException {
    try (Stream<Path> files = Files.list(folder("bundles"))) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    }
  }
}
