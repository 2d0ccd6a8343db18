package io.weir.pipeline;

/**
 * Something that is wrong with a pipeline file, and where.
 *
 * @param file the file, as it was named by who read it
 * @param line from 1
 * @param column from 1, in characters
 * @param message what was found, what was expected, what to do; never a secret
 * @param kind how bad it is
 */
public record Problem(String file, int line, int column, String message, Kind kind) {

  /** How bad a problem is. */
  public enum Kind {
    /** The pipeline cannot run. */
    ERROR,
    /** A type is not there: the pipeline can run once a bundle brings it. */
    MISSING_TYPE,
    /** The pipeline runs; the user should know. */
    WARNING
  }

  /** {@code file:line:column: message}. */
  @Override
  public String toString() {
    return file + ":" + line + ":" + column + ": " + message;
  }
}
