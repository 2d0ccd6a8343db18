package io.weir.pipeline.config;

import io.weir.api.config.Config;
import io.weir.api.config.ConfigException;
import io.weir.api.config.Option;
import io.weir.pipeline.Problem;
import io.weir.pipeline.yaml.Place;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The options of one block of the file, read by their declarations.
 *
 * <p>Thread: immutable but for the last error, any.
 */
public final class Block implements Config {

  /** The value of an option and where it stands. */
  record Entry(Object value, Place place, String raw) {}

  private final Problems.Masker masker;
  private final String title;
  private final Place place;
  private final Path folder;
  private final Map<String, Entry> entries;
  private final Map<String, Option<?>> options = new HashMap<>();
  private volatile @Nullable Placed last;

  private record Placed(ConfigException exception, Problem problem) {}

  Block(
      Problems problems,
      String title,
      Place place,
      Path folder,
      Map<String, Entry> entries,
      Collection<Option<?>> options) {
    this.masker = problems.masker();
    this.title = title;
    this.place = place;
    this.folder = folder;
    this.entries = new TreeMap<>(entries);
    options.forEach(option -> this.options.putIfAbsent(option.name(), option));
  }

  /** What the block is, such as {@code source readings}. */
  public String title() {
    return title;
  }

  /** Where the block's name stands. */
  public Place place() {
    return place;
  }

  /**
   * Where an option stands.
   *
   * @param option any
   * @return the place of its value; that of the block if it is not written there
   */
  public Place placeOf(Option<?> option) {
    Entry entry = entries.get(option.name());
    return entry == null ? place : entry.place();
  }

  /**
   * Whether an option is written in the file.
   *
   * @param option any
   */
  public boolean has(Option<?> option) {
    return entries.containsKey(option.name());
  }

  /** The options as they are written, without what is filled in: name = text, by name. */
  public Map<String, String> written() {
    Map<String, String> written = new TreeMap<>();
    entries.forEach((name, entry) -> written.put(name, entry.raw()));
    return written;
  }

  @Override
  public <T> T get(Option<T> option) {
    return find(option)
        .orElseThrow(
            () -> new IllegalStateException(title + ": option " + option.name() + " has no value"));
  }

  @Override
  public <T> Optional<T> find(Option<T> option) {
    Option<?> declared = options.get(option.name());
    if (declared == null) {
      throw new IllegalStateException(title + ": option " + option.name() + " is not declared");
    }
    Entry entry = entries.get(option.name());
    if (entry != null) {
      return Optional.of(option.type().cast(entry.value()));
    }
    String text = declared.defaultText();
    if (text == null) {
      return Optional.empty();
    }
    Values.Read read = Values.of(declared, text, folder);
    if (read.value() == null) {
      throw new IllegalStateException(
          "option " + option.name() + " has the default '" + text + "': " + read.problem());
    }
    return Optional.of(option.type().cast(read.value()));
  }

  @Override
  public ConfigException error(Option<?> option, String problem) {
    return error(placeOf(option), title + ": option '" + option.name() + "': " + problem);
  }

  @Override
  public ConfigException error(String problem) {
    return error(place, title + ": " + problem);
  }

  /**
   * What an exception says, with its place.
   *
   * @param exception thrown while something was opened with this configuration
   */
  public Problem problemOf(ConfigException exception) {
    Placed placed = last;
    if (placed != null && placed.exception() == exception) {
      return placed.problem();
    }
    String message = String.valueOf(exception.getMessage());
    return problem(place, message.startsWith(title) ? message : title + ": " + message);
  }

  private ConfigException error(Place where, String message) {
    Problem problem = problem(where, message);
    ConfigException exception = new ConfigException(problem.toString());
    last = new Placed(exception, problem);
    return exception;
  }

  private Problem problem(Place where, String message) {
    return masker.mask(where, message, Problem.Kind.ERROR);
  }
}
