package io.weir.operators.window;

/** Windows of fixed length, tumbling or sliding. */
public final class FixedGrid implements TimeGrid {

  /** Beyond 146,000 years from the epoch nothing is told apart, so that no sum overflows. */
  private static final long FAR = 1L << 62;

  private final long size;
  private final long slide;
  private final long offset;
  private final long pane;

  /**
   * A grid.
   *
   * @param sizeMicros the length of a window, positive
   * @param slideMicros from start to start, positive, at most the size
   * @param offsetMicros any start
   */
  public FixedGrid(long sizeMicros, long slideMicros, long offsetMicros) {
    size = sizeMicros;
    slide = slideMicros;
    offset = Math.floorMod(offsetMicros, slideMicros);
    pane = gcd(sizeMicros, slideMicros);
  }

  /**
   * The number of panes of a window.
   *
   * @param sizeMicros positive
   * @param slideMicros positive
   * @return size / gcd(size, slide)
   */
  public static long panes(long sizeMicros, long slideMicros) {
    return sizeMicros / gcd(sizeMicros, slideMicros);
  }

  private static long gcd(long a, long b) {
    return b == 0 ? a : gcd(b, a % b);
  }

  private long floor(long time, long step, long origin) {
    long bounded = Math.max(-FAR, Math.min(FAR, time));
    return Math.floorDiv(bounded - origin, step) * step + origin;
  }

  @Override
  public long paneStart(long time) {
    return floor(time, pane, offset);
  }

  @Override
  public long paneEnd(long paneStart) {
    return paneStart + pane;
  }

  @Override
  public long windowStart(long windowEnd) {
    return windowEnd - size;
  }

  @Override
  public long lastEndUntil(long time) {
    if (time == Long.MIN_VALUE || time == Long.MAX_VALUE) {
      return time;
    }
    return floor(time, slide, offset + size % slide);
  }

  @Override
  public long firstEndAfter(long time) {
    return time == Long.MIN_VALUE ? time + 1 : floor(time, slide, offset + size % slide) + slide;
  }

  @Override
  public long lastEndOf(long time) {
    return floor(time, slide, offset) + size;
  }

  @Override
  public long lateBefore(long closedEnd) {
    if (closedEnd == Long.MIN_VALUE || closedEnd == Long.MAX_VALUE) {
      return closedEnd;
    }
    return closedEnd - size + slide;
  }
}
