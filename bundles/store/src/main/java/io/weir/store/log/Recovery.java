package io.weir.store.log;

/**
 * What opening a log found at its end.
 *
 * @param tail the position after the last whole group: the log goes on there
 * @param droppedBytes bytes of groups behind it that were begun and never became whole; none of
 *     them had been forced
 * @param reason what was wrong with the first of them, or that nothing was
 */
public record Recovery(long tail, long droppedBytes, String reason) {
  static final String CLEAN = "nothing was cut";

  /** Tells whether the log ended with a whole group. */
  public boolean clean() {
    return droppedBytes == 0;
  }
}
