package io.weir.pipeline.virtual;

import io.weir.pipeline.RunException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Finds the files that a source reads. */
final class InputFiles {

  private InputFiles() {}

  /** A file that the user named; {@code -} is the standard input. */
  static List<Path> given(String source, Path file) throws RunException {
    if (!file.toString().equals("-") && (!Files.isReadable(file) || Files.isDirectory(file))) {
      throw new RunException(
          "input %s of source %s %s"
              .formatted(
                  file,
                  source,
                  Files.isDirectory(file)
                      ? "is a folder: expected a file"
                      : Files.exists(file) ? "cannot be read: check its rights" : "is not there"));
    }
    return List.of(file);
  }

  /** The files of a path whose name may be a pattern, in the order of their names. */
  static List<Path> matching(String source, Path path) throws RunException, IOException {
    Path name = path.getFileName();
    Path folder = path.getParent();
    boolean pattern = name != null && name.toString().matches(".*[*?].*");
    if (!pattern || folder == null || !Files.isDirectory(folder)) {
      return given(source, path);
    }
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, name.toString())) {
      found.forEach(files::add);
    }
    files.sort(null);
    if (files.isEmpty()) {
      throw new RunException("no file matches %s of source %s".formatted(path, source));
    }
    return files;
  }
}
