package io.weir.pipeline;

import java.util.List;
import java.util.stream.Collectors;

/** A pipeline that cannot run, with everything that is wrong with it. */
public final class PipelineException extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;
  private final String pipeline;
  private final String message;

  /**
   * An exception.
   *
   * @param pipeline the name in the file; empty if it cannot be read
   * @param problems at least one, in the order of the file
   */
  public PipelineException(String pipeline, List<Problem> problems) {
    this.pipeline = pipeline;
    this.problems = List.copyOf(problems);
    this.message = problems.stream().map(Problem::toString).collect(Collectors.joining("\n"));
  }

  /**
   * The pipeline that the file declares, so that it can be shown as waiting.
   *
   * @return its name; empty if the file does not tell it
   */
  public String pipeline() {
    return pipeline;
  }

  /** All problems, one a line. */
  @Override
  public String getMessage() {
    return message;
  }

  /**
   * Everything that is wrong, warnings included.
   *
   * @return in the order of the file
   */
  public List<Problem> problems() {
    return problems;
  }

  /**
   * Whether nothing but types is missing: then the pipeline waits for the bundles that bring them.
   *
   * @return false if the file itself is wrong
   */
  public boolean onlyMissingTypes() {
    return problems.stream().noneMatch(problem -> problem.kind() == Problem.Kind.ERROR);
  }
}
