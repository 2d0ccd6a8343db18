package io.weir.mqtt.receive;

import java.util.concurrent.TimeUnit;

/**
 * Notices that deliveries have stopped because the broker waits for acknowledgements: its window is
 * smaller than declared. A pause alone is no proof, and a commit at every pause of a slow stream
 * would wear flash: each suspicion is tried out once, by a commit. Where deliveries go on at once
 * after the acknowledgements it was right; where they do not, the next suspicion needs twice the
 * silence.
 *
 * <p>A stream with a regular beat may happen to go on right after a commit, again and again. So a
 * silence is long by the stream's own measure, and each next trial on the way to a proof waits four
 * times as long: no beat is slower than all of these silences and yet follows each at once. Yet
 * where deliveries come fast, a proof must too, as a broker drops what its queue does not hold.
 *
 * <p>Thread: the pipeline's.
 */
final class StallDetector {

  private static final long FIRST_SILENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
  private static final long GREATEST_SILENCE_NANOS = TimeUnit.MINUTES.toNanos(10);
  private static final long AT_ONCE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
  private static final int PROOFS = 3;
  private static final int LONGER = 4;
  private static final int GAPS = 3;

  /** The gap between deliveries that come several at once: that of the looks at them. */
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private static final int GAP_SHARE = 8;

  private enum Step {
    WATCHING,
    SUSPECTING,
    TRYING
  }

  private Step step = Step.WATCHING;
  private long silenceNanos = FIRST_SILENCE_NANOS;
  private long lastArrivalNanos;
  private long gapNanos = -1; // a moving mean; -1 while there is none
  private long ackedNanos;
  private int suspected;
  private int proofs;
  private int window;
  private boolean told;

  /**
   * Deliveries were taken.
   *
   * @param nowNanos monotonic
   * @param deliveries how many at once, at least one
   */
  void arrived(long nowNanos, int deliveries) {
    if (deliveries > 1) {
      seeGap(LOOK_NANOS);
    } else if (step == Step.WATCHING && lastArrivalNanos != 0) {
      seeGap(nowNanos - lastArrivalNanos);
    }
    if (step == Step.TRYING) {
      if (nowNanos - ackedNanos <= AT_ONCE_NANOS) {
        // A full window always stops at the same number; pauses of a stream do not.
        boolean same = Math.abs(suspected - window) <= window / 10;
        proofs = same ? Math.min(PROOFS, proofs + 1) : 1;
        window = suspected;
        silenceNanos = Math.max(FIRST_SILENCE_NANOS, silenceNanos / 2);
      } else {
        proofs = 0;
        window = 0;
        silenceNanos = Math.min(GREATEST_SILENCE_NANOS, silenceNanos * 2);
      }
    }
    step = Step.WATCHING;
    lastArrivalNanos = nowNanos;
  }

  /** Whether so many unacknowledged deliveries look like the broker's whole window. */
  boolean suspects(long nowNanos, int unacknowledged) {
    if (unacknowledged == 0 || step == Step.TRYING) {
      return false;
    }
    if (step == Step.WATCHING && nowNanos - lastArrivalNanos >= neededNanos()) {
      step = Step.SUSPECTING;
      suspected = unacknowledged;
    }
    return step == Step.SUSPECTING;
  }

  private void seeGap(long nanos) {
    gapNanos = gapNanos < 0 ? nanos : gapNanos + (nanos - gapNanos) / GAP_SHARE;
  }

  private long neededNanos() {
    long unusual = gapNanos < 0 ? silenceNanos : GAPS * gapNanos;
    for (int i = 0; i < proofs && proofs < PROOFS; i++) {
      unusual *= LONGER;
    }
    return Math.min(Math.max(silenceNanos, unusual), GREATEST_SILENCE_NANOS);
  }

  /** The commit has come, and the acknowledgements have gone out. */
  void acknowledged(long nowNanos) {
    if (step == Step.SUSPECTING) {
      step = Step.TRYING;
      ackedNanos = nowNanos;
    }
  }

  /** The broker's window as far as it is proved; 0 while it is not. */
  int provedWindow() {
    return proofs < PROOFS ? 0 : window;
  }

  /** The broker's window, once, as soon as it is proved; else 0. */
  int takeProof() {
    if (told || proofs < PROOFS) {
      return 0;
    }
    told = true;
    return window;
  }
}
