package io.weir.connectors.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names of rolled files: {@code out.jsonl} becomes {@code out-000001.jsonl}, {@code
 * out-000002.jsonl} and so on.
 */
final class RolledNames {

  private final Path folder;
  private final String stem;
  private final String extension;
  private final Pattern pattern;

  RolledNames(Path path) {
    Path parent = path.toAbsolutePath().getParent();
    this.folder = parent == null ? path.toAbsolutePath() : parent;
    String name = String.valueOf(path.getFileName());
    int dot = name.lastIndexOf('.');
    this.stem = dot <= 0 ? name : name.substring(0, dot);
    this.extension = dot <= 0 ? "" : name.substring(dot);
    this.pattern = Pattern.compile(Pattern.quote(stem) + "-(\\d{6,18})" + Pattern.quote(extension));
  }

  Path path(long number) {
    return folder.resolve("%s-%06d%s".formatted(stem, number, extension));
  }

  /** The numbers that are there, ascending. */
  List<Long> numbers(Storage storage) throws IOException {
    List<Long> numbers = new ArrayList<>();
    for (String name : storage.names(folder)) {
      Matcher matcher = pattern.matcher(name);
      if (matcher.matches()) {
        numbers.add(Long.valueOf(matcher.group(1)));
      }
    }
    Collections.sort(numbers);
    return numbers;
  }
}
