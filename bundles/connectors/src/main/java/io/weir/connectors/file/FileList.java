package io.weir.connectors.file;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The files that a path stands for: one, or those that match a pattern, in the order of names. */
final class FileList {

  private final Path path;
  private final @Nullable String pattern;

  FileList(Path path) {
    this.path = path;
    String name = Objects.toString(path.getFileName(), "");
    this.pattern = isPattern(name) ? name : null;
  }

  static boolean isPattern(String name) {
    return name.chars().anyMatch(c -> c == '*' || c == '?' || c == '[' || c == '{');
  }

  Path path() {
    return path;
  }

  /** The first file, or the first one behind a given one; null when there is none. */
  @Nullable Path next(String after) throws IOException {
    if (pattern == null) {
      return after.isEmpty() && Files.isRegularFile(path) ? path : null;
    }
    for (Path file : files()) {
      if (after.isEmpty() || file.toString().compareTo(after) > 0) {
        return file;
      }
    }
    return null;
  }

  /** All files, in the order of names. */
  private List<Path> files() throws IOException {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> found =
        Files.newDirectoryStream(folder(), Objects.requireNonNull(pattern))) {
      for (Path file : found) {
        if (Files.isRegularFile(file)) {
          files.add(file);
        }
      }
    } catch (NoSuchFileException | NotDirectoryException e) {
      return List.of();
    }
    Collections.sort(files);
    return files;
  }

  Path folder() {
    Path parent = path.toAbsolutePath().getParent();
    return parent == null ? path.toAbsolutePath() : parent;
  }
}
