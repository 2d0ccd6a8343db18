package io.weir.pipeline.virtual;

import io.weir.api.connector.Table;
import io.weir.api.connector.TableException;
import io.weir.engine.run.TableStage;
import io.weir.pipeline.RunException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Puts versions of tables in force: the first of each before the first record, others as they are
 * told.
 *
 * <p>Thread: one at a time.
 */
final class Tables {

  private static final int LOOKS = 8;

  private final VirtualEngine engine;

  Tables(VirtualEngine engine) {
    this.engine = engine;
  }

  /**
   * Loads every table.
   *
   * @param first the files of those that do not look for their first version themselves, by name
   */
  void load(Map<String, Path> first) throws RunException {
    List<TableStage> tables = engine.core().tables();
    for (int i = 0; i < tables.size(); i++) {
      String name = tables.get(i).definition().name();
      Path file = first.get(name);
      try {
        engine.table(
            i, file == null ? look(name, tables.get(i).table()) : Files.readAllBytes(file));
      } catch (IOException | TableException e) {
        throw new RunException(
            "table %s: %s%s".formatted(name, file == null ? "" : file + ": ", e.getMessage()));
      }
    }
  }

  /** Puts a version in force. */
  void change(TableChange change) throws RunException {
    List<TableStage> tables = engine.core().tables();
    for (int i = 0; i < tables.size(); i++) {
      if (tables.get(i).definition().name().equals(change.table())) {
        try {
          engine.table(i, Files.readAllBytes(change.file()));
        } catch (IOException | TableException e) {
          throw new RunException(
              "table %s: %s: %s".formatted(change.table(), change.file(), e.getMessage()));
        }
      }
    }
  }

  private static byte[] look(String name, Table table) throws IOException, RunException {
    for (int look = 0; look < LOOKS; look++) {
      Optional<byte[]> content = table.look();
      if (content.isPresent()) {
        return content.get();
      }
    }
    throw new RunException(
        "table %s does not stand still: expected content that nobody is writing".formatted(name));
  }
}
