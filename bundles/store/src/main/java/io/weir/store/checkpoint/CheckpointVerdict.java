package io.weir.store.checkpoint;

import java.util.OptionalLong;

/**
 * What verifying one checkpoint file found.
 *
 * @param file its path
 * @param generation the number in its name: later checkpoints have greater ones
 * @param logPosition the log position it belongs to, if it is usable
 * @param reason why it is not usable, or "usable"
 */
public record CheckpointVerdict(
    String file, long generation, OptionalLong logPosition, String reason) {
  static final String USABLE = "usable";

  /** Tells whether the checkpoint can be used. */
  public boolean usable() {
    return logPosition.isPresent();
  }

  @Override
  public String toString() {
    return file + ": " + reason;
  }
}
