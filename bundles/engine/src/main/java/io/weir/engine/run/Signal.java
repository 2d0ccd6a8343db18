package io.weir.engine.run;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Wakes one thread. Raising is cheap and never lost: raised while the thread works, the next wait
 * returns at once. While the thread naps, raising does not wake it, so that records gather.
 *
 * <p>Threads: {@link #raise} by any; the others by the thread that is woken.
 */
final class Signal {

  private final Thread thread;
  private volatile boolean raised;
  private volatile boolean waiting;

  Signal(Thread thread) {
    this.thread = thread;
  }

  void raise() {
    if (!raised) {
      raised = true;
      if (waiting) {
        LockSupport.unpark(thread);
      }
    }
  }

  /** Waits until raised, at most so long. */
  void await(long nanos) {
    waiting = true;
    if (!raised && nanos > 0) {
      LockSupport.parkNanos(this, nanos);
    }
    waiting = false;
    raised = false;
  }

  /** Sleeps so long, raised or not. */
  void nap(long nanos) {
    if (nanos > 0) {
      LockSupport.parkNanos(this, nanos);
    }
  }

  /** Sleeps so long; false if the condition came true. */
  boolean sleepUnless(long nanos, BooleanSupplier condition) {
    long left = nanos;
    long step = TimeUnit.MILLISECONDS.toNanos(100);
    while (left > 0 && !condition.getAsBoolean()) {
      await(Math.min(step, left));
      left -= step;
    }
    return !condition.getAsBoolean();
  }
}
