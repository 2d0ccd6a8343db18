package io.weir.pipeline;

/**
 * A pipeline that a {@link DeployFolder} runs though it is no file there: the container configures
 * it, or a bundle brings it.
 *
 * @param origin where it comes from, the same after a restart, such as {@code
 *     io.weir.pipeline~hot}; a name of one part that does not end like a pipeline file's
 * @param state whether it can be had now
 * @param text when present, a whole pipeline file; else why not, for people
 */
public record DeclaredPipeline(String origin, State state, String text) {

  /** Whether the pipeline can be had. */
  public enum State {
    /** It is there. */
    PRESENT,
    /** What declares it fails; the last good version goes on. */
    BROKEN,
    /** What declares it is away and may come again: it stops, and keeps its data. */
    ABSENT
  }
}
