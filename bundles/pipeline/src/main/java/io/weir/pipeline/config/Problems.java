package io.weir.pipeline.config;

import io.weir.pipeline.Problem;
import io.weir.pipeline.yaml.Place;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Collects everything that is wrong with a file.
 *
 * <p>Thread: one at a time.
 */
public final class Problems {

  private final String file;
  private final List<Problem> found = new ArrayList<>();
  private final Map<String, String> filledIn = new LinkedHashMap<>();

  /**
   * No problems yet.
   *
   * @param file as it is to be named
   */
  public Problems(String file) {
    this.file = file;
  }

  /** The file, as it is to be named. */
  public String file() {
    return file;
  }

  /**
   * An error.
   *
   * @param place where
   * @param message what was found, what was expected
   */
  public void error(Place place, String message) {
    add(place, message, Problem.Kind.ERROR);
  }

  /**
   * A type that is not there.
   *
   * @param place where
   * @param message what was found, what was expected
   */
  public void missingType(Place place, String message) {
    add(place, message, Problem.Kind.MISSING_TYPE);
  }

  /**
   * Something that the user should know.
   *
   * @param place where
   * @param message what it is
   */
  public void warning(Place place, String message) {
    add(place, message, Problem.Kind.WARNING);
  }

  /**
   * Adds a problem made elsewhere.
   *
   * @param problem of this file
   */
  public void add(Problem problem) {
    if (!found.contains(problem)) {
      found.add(problem);
    }
  }

  /** Whether the pipeline cannot run. */
  public boolean any() {
    return found.stream().anyMatch(problem -> problem.kind() != Problem.Kind.WARNING);
  }

  /** How many problems there are that keep a pipeline from running. */
  public int count() {
    return (int) found.stream().filter(p -> p.kind() != Problem.Kind.WARNING).count();
  }

  /** All of them, in the order of the file. */
  public List<Problem> sorted() {
    List<Problem> sorted = new ArrayList<>(found);
    sorted.sort(Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column));
    return sorted;
  }

  private void add(Place place, String message, Problem.Kind kind) {
    add(masker().mask(place, message, kind));
  }

  /**
   * Keeps a value that was filled in out of all messages to come.
   *
   * @param value perhaps a secret
   * @param reference what to print instead
   */
  void hide(String value, String reference) {
    if (!value.isBlank()) {
      filledIn.putIfAbsent(value, reference);
    }
  }

  /** Makes problems of this file without what was filled in. */
  Masker masker() {
    return new Masker(file, filledIn);
  }

  /** Makes problems of a file; values that were filled in are replaced by their references. */
  static final class Masker {

    /** Shorter values are replaced only within quotes: they would stand in any sentence. */
    private static final int SHORT = 4;

    private final String file;
    private final Map<String, String> filledIn;

    private Masker(String file, Map<String, String> filledIn) {
      this.file = file;
      this.filledIn = filledIn;
    }

    Problem mask(Place place, String message, Problem.Kind kind) {
      String masked = message;
      for (Map.Entry<String, String> entry : filledIn.entrySet()) {
        String value = entry.getKey();
        masked =
            value.length() < SHORT
                ? masked.replace("'" + value + "'", "'" + entry.getValue() + "'")
                : masked.replace(value, entry.getValue());
      }
      return new Problem(file, place.line(), place.column(), masked, kind);
    }
  }
}
