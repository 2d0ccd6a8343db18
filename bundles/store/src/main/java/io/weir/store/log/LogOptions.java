package io.weir.store.log;

import io.weir.store.StoreSteps;

/**
 * How a log is kept. Immutable.
 *
 * @param segmentBytes length of a segment file, a multiple of 8; default 4 MiB
 * @param maxGroupBytes the longest group taken; default 16 MiB. One that does not fit a segment
 *     gets a segment of its own
 * @param maxSpares how many freed segments are kept for reuse; default 4. Reuse spares the disk the
 *     writing of zeros
 * @param verifyFrom the position that will be read from, as a checkpoint names it: it must be in
 *     the log, and groups from it on are verified when the log is opened, those before it when they
 *     are read; default 0, which verifies whatever there is
 * @param steps is told the steps of the log; default nobody
 */
public record LogOptions(
    int segmentBytes, int maxGroupBytes, int maxSpares, long verifyFrom, StoreSteps steps) {
  private static final int MIN_SEGMENT_BYTES = 256;
  private static final int MAX_BYTES = 1 << 30;
  private static final int DEFAULT_SEGMENT_BYTES = 4 << 20;
  private static final int DEFAULT_MAX_GROUP_BYTES = 16 << 20;
  private static final int DEFAULT_MAX_SPARES = 4;

  /** The defaults. */
  public static final LogOptions DEFAULTS =
      new LogOptions(
          DEFAULT_SEGMENT_BYTES, DEFAULT_MAX_GROUP_BYTES, DEFAULT_MAX_SPARES, 0, StoreSteps.NONE);

  /** Checks the bounds. */
  public LogOptions {
    if (segmentBytes < MIN_SEGMENT_BYTES || segmentBytes > MAX_BYTES || segmentBytes % 8 != 0) {
      throw new IllegalArgumentException(
          "segmentBytes is "
              + segmentBytes
              + "; expected a multiple of 8 from "
              + MIN_SEGMENT_BYTES
              + " to "
              + MAX_BYTES);
    }
    if (maxGroupBytes < 0 || maxGroupBytes > MAX_BYTES) {
      throw new IllegalArgumentException(
          "maxGroupBytes is " + maxGroupBytes + "; expected 0 to " + MAX_BYTES);
    }
    if (maxSpares < 0) {
      throw new IllegalArgumentException("maxSpares is " + maxSpares + "; expected 0 or more");
    }
    if (verifyFrom < 0) {
      throw new IllegalArgumentException("verifyFrom is " + verifyFrom + "; expected 0 or more");
    }
  }

  /** Returns the same with another length of segment files, in bytes. */
  public LogOptions withSegmentBytes(int bytes) {
    return new LogOptions(bytes, maxGroupBytes, maxSpares, verifyFrom, steps);
  }

  /** Returns the same with another bound on the length of a group, in bytes. */
  public LogOptions withMaxGroupBytes(int bytes) {
    return new LogOptions(segmentBytes, bytes, maxSpares, verifyFrom, steps);
  }

  /** Returns the same with another number of segments kept for reuse. */
  public LogOptions withMaxSpares(int spares) {
    return new LogOptions(segmentBytes, maxGroupBytes, spares, verifyFrom, steps);
  }

  /** Returns the same with another position from which to verify at opening. */
  public LogOptions withVerifyFrom(long position) {
    return new LogOptions(segmentBytes, maxGroupBytes, maxSpares, position, steps);
  }

  /** Returns the same with somebody told of the steps. */
  public LogOptions withSteps(StoreSteps listener) {
    return new LogOptions(segmentBytes, maxGroupBytes, maxSpares, verifyFrom, listener);
  }
}
