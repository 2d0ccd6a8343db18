package io.weir.pipeline.cases;

import io.weir.pipeline.Pipeline;
import io.weir.pipeline.RunException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How the rows of a format stand in a file, and what of them is compared. */
enum RowForm {
  /** One JSON value a line: compared column by column, numbers by value. */
  JSON(".jsonl"),
  /** A header and one record a line: compared as text. */
  CSV(".csv"),
  /** One text a line. */
  TEXT(".txt");

  private static final String LINE = "line";
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final String extension;

  RowForm(String extension) {
    this.extension = extension;
  }

  /** That of a source or sink; formats that bundles bring are text. */
  static RowForm of(Pipeline.Part part) {
    return switch (part.format()) {
      case "json" -> JSON;
      case "csv" -> CSV;
      default -> TEXT;
    };
  }

  /** How the names of its files end. */
  String extension() {
    return extension;
  }

  /** The rows that a sink gave. */
  List<Row> rows(List<String> texts) {
    List<Row> rows = new ArrayList<>();
    for (String text : texts) {
      if (this == JSON) {
        rows.add(found(text));
      } else {
        // A quoted cell may hold line ends; a file is read line by line too.
        text.lines().forEach(line -> rows.add(whole(line)));
      }
    }
    return rows;
  }

  private Row found(String text) {
    try {
      return row(text);
    } catch (IOException e) {
      return whole(text); // Not what was expected, whatever that is.
    }
  }

  /**
   * The rows of a file, without its header.
   *
   * @throws RunException if a row cannot be read
   */
  List<Row> read(Path file) throws RunException, IOException {
    List<Row> rows = new ArrayList<>();
    List<String> lines = Files.readAllLines(file);
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (i == 0 && !line.isEmpty() && line.charAt(0) == BYTE_ORDER_MARK) {
        line = line.substring(1);
      }
      if ((this == CSV && i == 0) || line.isBlank()) {
        continue;
      }
      try {
        rows.add(row(line));
      } catch (IOException e) {
        throw new RunException(
            "%s:%d: not a row in JSON: %s: expected one value a line"
                .formatted(file, i + 1, e.getMessage()));
      }
    }
    return rows;
  }

  private Row row(String text) throws IOException {
    if (this == JSON && Json.read(text) instanceof Map<?, ?> map) {
      Map<String, @Nullable Object> cells = new LinkedHashMap<>();
      map.forEach((name, value) -> cells.put(String.valueOf(name), value));
      return new Row(text, cells);
    }
    return whole(text);
  }

  private static Row whole(String text) {
    return new Row(text, Collections.singletonMap(LINE, text));
  }
}
