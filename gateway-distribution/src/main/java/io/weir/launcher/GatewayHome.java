package io.weir.launcher;

import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileAlreadyExistsException;
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
      try {
        Files.createDirectories(folder(name));
      } catch (FileAlreadyExistsException e) {
        throw new IOException(
            folder(name) + ": found a file, expected a folder; move the file away", e);
      }
    }
  }

  /**
   * Refuses a data folder that another gateway uses, before the framework cleans its cache there.
   * The gateway itself locks the folder later; the lock of a killed one is gone with its process.
   *
   * @throws IOException if it is in use
   */
  void requireUnused() throws IOException {
    Path lock = folder("data").resolve("lock");
    if (!Files.exists(lock)) {
      return;
    }
    try (FileChannel channel = FileChannel.open(lock, READ, WRITE);
        FileLock free = channel.tryLock()) {
      if (free == null) {
        throw new IOException(
            ("%s: this data folder is in use by process %s. Stop that gateway first, or give this"
                    + " one a folder of its own")
                .formatted(folder("data"), Files.readString(lock).strip()));
      }
    }
  }

  /** The jars of {@code bundles}, by name. */
  List<Path> bundles() throws IOException {
    try (Stream<Path> files = Files.list(folder("bundles"))) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    }
  }
}
