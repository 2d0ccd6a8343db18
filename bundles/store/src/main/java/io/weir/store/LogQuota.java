package io.weir.store;

/**
 * Bounds for the bytes of a log.
 *
 * @param checkpointBytes when so many bytes were appended since the last checkpoint, it is time for
 *     the next
 * @param maxBytes more than this it may not take on the disk
 */
public record LogQuota(long checkpointBytes, long maxBytes) {
  /** Checks the bounds. */
  public LogQuota {
    if (checkpointBytes <= 0 || maxBytes < checkpointBytes) {
      throw new IllegalArgumentException(
          "checkpointBytes is "
              + checkpointBytes
              + " and maxBytes "
              + maxBytes
              + "; expected 0 < checkpointBytes <= maxBytes");
    }
  }

  /**
   * Judges a log.
   *
   * @param bytesSinceCheckpoint the log's tail minus the position of the newest checkpoint
   * @param bytesOnDisk what the log takes on the disk
   */
  public State judge(long bytesSinceCheckpoint, long bytesOnDisk) {
    if (bytesOnDisk >= maxBytes) {
      return State.FULL;
    }
    return bytesSinceCheckpoint >= checkpointBytes ? State.CHECKPOINT_WANTED : State.FITS;
  }

  /** How a log stands to its bounds. */
  public enum State {
    /** It goes on. */
    FITS,
    /** A checkpoint should be made, and the log be freed up to the one before. */
    CHECKPOINT_WANTED,
    /** Nothing more may be appended before something was freed. */
    FULL
  }
}
