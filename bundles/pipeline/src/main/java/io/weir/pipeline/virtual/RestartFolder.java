package io.weir.pipeline.virtual;

import io.weir.engine.run.CoreCheckpoints;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A temporary folder for the checkpoints of one run; made when it is first needed.
 *
 * <p>Thread: one at a time.
 */
final class RestartFolder implements AutoCloseable {

  private @Nullable Path folder;
  private @Nullable CoreCheckpoints checkpoints;

  CoreCheckpoints checkpoints() throws IOException {
    CoreCheckpoints open = checkpoints;
    if (open == null) {
      Path made = Files.createTempDirectory("weir-restarts-");
      folder = made;
      open = CoreCheckpoints.open(made);
      checkpoints = open;
    }
    return open;
  }

  @Override
  public void close() throws IOException {
    if (folder == null) {
      return;
    }
    List<Path> deepestFirst;
    try (Stream<Path> all = Files.walk(folder)) {
      deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : deepestFirst) {
      Files.deleteIfExists(path);
    }
  }
}
