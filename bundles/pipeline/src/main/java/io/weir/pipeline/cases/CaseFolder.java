package io.weir.pipeline.cases;

import io.weir.pipeline.RunException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The layout of a case on disk. */
public final class CaseFolder {

  /** The pipeline of a case that names no other. */
  static final String PIPELINE = "pipeline.yaml";

  /** What a case says of itself; may be left out. */
  static final String SETTINGS = "case.yaml";

  static final String INPUT = "in";
  static final String TABLES = "tables";
  static final String EXPECTED = "expected";

  private static final Set<String> PARTS = Set.of(INPUT, TABLES, EXPECTED);

  private CaseFolder() {}

  /**
   * Finds cases: the folder itself, or those below it.
   *
   * @param folder where to look
   * @return at least one, in the order of their names
   * @throws RunException if there is none
   * @throws IOException if a folder cannot be read
   */
  public static List<Path> find(Path folder) throws RunException, IOException {
    if (!Files.isDirectory(folder)) {
      throw new RunException(
          folder + (Files.exists(folder) ? " is not a folder" : " is not there") + expectation());
    }
    List<Path> found = new ArrayList<>();
    collect(folder, found);
    if (found.isEmpty()) {
      throw new RunException(folder + " holds no case" + expectation());
    }
    return found;
  }

  private static String expectation() {
    return ": expected a folder with %s or %s, beside them %s/SOURCE.jsonl and %s/SINK.jsonl; or a"
            .formatted(PIPELINE, SETTINGS, INPUT, EXPECTED)
        + " folder of such folders";
  }

  private static void collect(Path folder, List<Path> found) throws IOException {
    boolean isCase =
        Files.isRegularFile(folder.resolve(SETTINGS))
            || (Files.isRegularFile(folder.resolve(PIPELINE))
                && PARTS.stream().anyMatch(part -> Files.isDirectory(folder.resolve(part))));
    if (isCase) {
      found.add(folder);
    }
    for (Path inner : sorted(folder)) {
      String name = nameOf(inner);
      if (Files.isDirectory(inner) && !name.startsWith(".") && !(isCase && PARTS.contains(name))) {
        collect(inner, found);
      }
    }
  }

  /** The regular files of a part, in the order of their names; none if it is not there. */
  static List<Path> files(Path folder, String part) throws IOException {
    Path inner = folder.resolve(part);
    if (!Files.isDirectory(inner)) {
      return List.of();
    }
    return sorted(inner).stream()
        .filter(file -> Files.isRegularFile(file) && !nameOf(file).startsWith("."))
        .toList();
  }

  private static List<Path> sorted(Path folder) throws IOException {
    try (Stream<Path> inner = Files.list(folder)) {
      return inner.sorted().toList();
    }
  }

  /** The last segment of a path. */
  static String nameOf(Path path) {
    Path name = path.getFileName();
    return name == null ? "" : name.toString();
  }

  /** A file's name without what stands behind the last point. */
  static String stemOf(Path file) {
    String name = nameOf(file);
    int point = name.lastIndexOf('.');
    return point <= 0 ? name : name.substring(0, point);
  }
}
