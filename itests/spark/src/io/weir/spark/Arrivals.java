package io.weir.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The records of streams, which arrive one by one as files in a folder for each source: so lateness
 * is decided record by record. As in Weir's virtual time the earliest of the next records comes
 * first.
 */
final class Arrivals implements AutoCloseable {

  private record Arrival(Instant time, String line) {}

  private final Path root = Files.createTempDirectory("arrivals");
  private final Map<String, Deque<Arrival>> sources = new LinkedHashMap<>();
  private int arrived;

  Arrivals() throws IOException {}

  /** Reads a source's records; returns the folder in which they will arrive. */
  Path add(String source, Path file, String eventTime) throws IOException {
    Pattern time = Pattern.compile('"' + Pattern.quote(eventTime) + "\"\\s*:\\s*\"([^\"]+)\"");
    Deque<Arrival> records = new ArrayDeque<>();
    for (String line : Files.readAllLines(file)) {
      Matcher found = time.matcher(line);
      records.add(new Arrival(found.find() ? Instant.parse(found.group(1)) : Instant.MIN, line));
    }
    sources.put(source, records);
    return Files.createDirectories(root.resolve(source));
  }

  /** Lets the next record arrive; false when all are there. */
  boolean next() throws IOException {
    String first = null;
    for (Map.Entry<String, Deque<Arrival>> source : sources.entrySet()) {
      if (!source.getValue().isEmpty()
          && (first == null || head(source.getKey()).isBefore(head(first)))) {
        first = source.getKey();
      }
    }
    if (first == null) {
      return false;
    }
    String name = String.format("%05d.json", arrived++);
    Path written = Files.writeString(root.resolve(name), sources.get(first).remove().line());
    Files.move(written, root.resolve(first).resolve(name));
    return true;
  }

  /** Removes the folders. */
  @Override
  public void close() throws IOException {
    Folders.delete(root);
  }

  private Instant head(String source) {
    return sources.get(source).element().time();
  }
}
