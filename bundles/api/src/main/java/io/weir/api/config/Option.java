package io.weir.api.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One option of a source, table, sink or format type. The same declaration reads the value, checks
 * it, and is printed in the user's reference.
 *
 * <p>Thread: immutable, any.
 *
 * @param <T> the Java type of its value
 * @param name as in the pipeline file, lower case with hyphens; dots reach into a map, so {@code
 *     tls.ca} is {@code tls: {ca: …}}
 * @param kind how its text is read
 * @param type the Java type of its value
 * @param defaultText the default as a user would write it; null when there is none
 * @param required whether a pipeline without it is refused
 * @param values what is allowed, for {@link Kind#CHOICE}; else empty
 * @param description one sentence for the reference
 * @param example as a user would write it; empty for none
 */
public record Option<T>(
    String name,
    Kind kind,
    Class<T> type,
    @Nullable String defaultText,
    boolean required,
    List<String> values,
    String description,
    String example) {

  /** How an option's text is read. */
  public enum Kind {
    /** Any text. */
    TEXT,
    /** Text that is never printed back. */
    SECRET,
    /** A 32-bit integer. */
    INTEGER,
    /** true or false. */
    FLAG,
    /** A duration with unit, such as {@code 100ms}, {@code 2s}, {@code 7d}. */
    DURATION,
    /** A size with unit, such as {@code 64KB}, {@code 200MB}: powers of 1024, as a Long. */
    BYTES,
    /** One of a list of words. */
    CHOICE,
    /** A file or folder, relative to the pipeline file. */
    PATH,
    /** A list of texts; one text stands for a list of one. */
    TEXT_LIST,
    /** A map of texts. */
    TEXT_MAP
  }

  /** Checks that nothing is missing. */
  public Option {
    Objects.requireNonNull(name);
    Objects.requireNonNull(kind);
    values = List.copyOf(values);
  }

  /**
   * An option of any text.
   *
   * @param name its name
   * @param description one sentence
   * @return an optional option without default
   */
  public static Option<String> text(String name, String description) {
    return of(name, Kind.TEXT, String.class, description);
  }

  /**
   * An option whose value is never printed back.
   *
   * @param name its name
   * @param description one sentence
   * @return an optional option without default
   */
  public static Option<String> secret(String name, String description) {
    return of(name, Kind.SECRET, String.class, description);
  }

  /**
   * An integer.
   *
   * @param name its name
   * @param description one sentence, with the bounds
   * @return an optional option without default
   */
  public static Option<Integer> integer(String name, String description) {
    return of(name, Kind.INTEGER, Integer.class, description);
  }

  /**
   * True or false.
   *
   * @param name its name
   * @param description one sentence
   * @return an optional option without default
   */
  public static Option<Boolean> flag(String name, String description) {
    return of(name, Kind.FLAG, Boolean.class, description);
  }

  /**
   * A duration.
   *
   * @param name its name
   * @param description one sentence
   * @return an optional option without default
   */
  public static Option<Duration> duration(String name, String description) {
    return of(name, Kind.DURATION, Duration.class, description);
  }

  /**
   * A size in bytes.
   *
   * @param name its name
   * @param description one sentence
   * @return an optional option without default
   */
  public static Option<Long> bytes(String name, String description) {
    return of(name, Kind.BYTES, Long.class, description);
  }

  /**
   * One of several words.
   *
   * @param name its name
   * @param description one sentence
   * @param values the words
   * @return an optional option without default
   */
  public static Option<String> choice(String name, String description, String... values) {
    return new Option<>(
        name, Kind.CHOICE, String.class, null, false, List.of(values), description, "");
  }

  /**
   * A file or folder.
   *
   * @param name its name
   * @param description one sentence
   * @return an optional option without default
   */
  public static Option<Path> path(String name, String description) {
    return of(name, Kind.PATH, Path.class, description);
  }

  /**
   * A list of texts.
   *
   * @param name its name
   * @param description one sentence
   * @return an optional option without default; its value is a {@code List<String>}
   */
  @SuppressWarnings("unchecked")
  public static Option<List<String>> textList(String name, String description) {
    return of(name, Kind.TEXT_LIST, (Class<List<String>>) (Class<?>) List.class, description);
  }

  /**
   * A map of texts.
   *
   * @param name its name
   * @param description one sentence
   * @return an optional option without default; its value is a {@code Map<String, String>}
   */
  @SuppressWarnings("unchecked")
  public static Option<Map<String, String>> textMap(String name, String description) {
    return of(name, Kind.TEXT_MAP, (Class<Map<String, String>>) (Class<?>) Map.class, description);
  }

  /**
   * The same option, required.
   *
   * @return without it a pipeline is refused
   */
  public Option<T> require() {
    return new Option<>(name, kind, type, null, true, values, description, example);
  }

  /**
   * The same option with a default.
   *
   * @param text as a user would write it
   * @return the option
   */
  public Option<T> orElse(String text) {
    return new Option<>(name, kind, type, text, false, values, description, example);
  }

  /**
   * The same option with an example.
   *
   * @param text as a user would write it
   * @return the option
   */
  public Option<T> like(String text) {
    return new Option<>(name, kind, type, defaultText, required, values, description, text);
  }

  private static <T> Option<T> of(String name, Kind kind, Class<T> type, String description) {
    return new Option<>(name, kind, type, null, false, List.of(), description, "");
  }
}
