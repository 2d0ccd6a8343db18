package io.weir.pipeline;

import java.util.List;
import java.util.stream.Collectors;

/** A pipeline that cannot run, with everything that is wrong with it. */
public final class PipelineException extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  /**
   * An exception.
   *
   * @param problems at least one, in the order of the file
   */
  public PipelineException(List<Problem> problems) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
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
