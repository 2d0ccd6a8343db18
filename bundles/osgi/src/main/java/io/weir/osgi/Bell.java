package io.weir.osgi;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Rung by whatever changes; many rings are one. */
final class Bell {

  private final Semaphore rung = new Semaphore(0);

  void ring() {
    rung.release();
  }

  /** Waits until rung, at most so long. */
  void await(long millis) throws InterruptedException {
    if (rung.tryAcquire(millis, TimeUnit.MILLISECONDS)) {
      rung.drainPermits();
    }
  }
}
