package io.weir.store.checkpoint;

import io.weir.store.StoreException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * There are checkpoints, and none of them is usable. Where the log still has everything from its
 * position 0 on (nothing is freed before there are two checkpoints), it can be replayed from there.
 */
public final class UnusableCheckpointsException extends StoreException {
  private static final long serialVersionUID = 1L;

  private final transient List<CheckpointVerdict> verdicts;

  /**
   * Makes an exception.
   *
   * @param folder the folder of the checkpoints
   * @param verdicts what is wrong with each
   */
  UnusableCheckpointsException(Path folder, List<CheckpointVerdict> verdicts) {
    super(
        folder
            + ": no checkpoint is usable ("
            + verdicts.stream().map(CheckpointVerdict::toString).collect(Collectors.joining("; "))
            + "). Check the disk, then restore the pipeline's folder from a copy, or reset the"
            + " pipeline.");
    this.verdicts = List.copyOf(verdicts);
  }

  /** Returns what is wrong with each. */
  public List<CheckpointVerdict> verdicts() {
    return verdicts;
  }
}
