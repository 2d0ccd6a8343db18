package io.weir.engine.run;

/**
 * When the commit being built is due. What was received or computed is urgent: it waits for {@code
 * commit} at the longest. A confirmation may wait a little for company, as its loss only means a
 * repetition.
 *
 * <p>Thread: the pipeline's.
 */
final class CommitClock {

  private static final long NANOS_PER_MICRO = 1_000;
  private static final long COMPANY_NANOS = 1_000_000_000L;

  private final long commitNanos;
  private long sinceNanos;
  private boolean urgent;
  private boolean anything;

  CommitClock(long commitMicros) {
    this.commitNanos = commitMicros * NANOS_PER_MICRO;
  }

  /** Something that must become durable within {@code commit}. */
  void urgent(long nowNanos) {
    if (!urgent) {
      sinceNanos = nowNanos;
      urgent = true;
      anything = true;
    }
  }

  /** Something that may wait for company. */
  void unhurried(long nowNanos) {
    if (!anything) {
      sinceNanos = nowNanos + COMPANY_NANOS;
      anything = true;
    }
  }

  /** The commit is done. */
  void clear() {
    urgent = false;
    anything = false;
  }

  /** Whether something urgent waits. */
  boolean isUrgent() {
    return urgent;
  }

  boolean isDue(long nowNanos) {
    return anything && nowNanos - sinceNanos >= commitNanos;
  }

  /** How long until it is due, at most {@code atMostNanos}. */
  long waitNanos(long nowNanos, long atMostNanos) {
    return anything
        ? Math.min(atMostNanos, Math.max(0, sinceNanos + commitNanos - nowNanos))
        : atMostNanos;
  }
}
