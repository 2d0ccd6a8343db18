package io.weir.simulator.broker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder of one's own that goes with its owner. */
final class TempFolder implements AutoCloseable {

  private final Path path;

  /** Makes a folder whose name starts with the prefix and this process's id. */
  TempFolder(String prefix) {
    try {
      this.path = Files.createTempDirectory(prefix + ProcessHandle.current().pid() + '-');
    } catch (IOException e) {
      throw new UncheckedIOException("no temporary folder can be made", e);
    }
  }

  Path path() {
    return path;
  }

  /** Deletes the folder and all in it; what cannot be deleted stays. */
  @Override
  public void close() {
    if (!Files.exists(path)) {
      return;
    }
    List<Path> deepestFirst;
    try (Stream<Path> all = Files.walk(path)) {
      deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
    } catch (IOException | UncheckedIOException e) {
      return;
    }
    for (Path each : deepestFirst) {
      try {
        Files.deleteIfExists(each);
      } catch (IOException e) {
        // It stays behind in the system's temporary folder, which the system empties.
      }
    }
  }
}
