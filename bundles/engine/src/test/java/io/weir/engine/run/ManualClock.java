package io.weir.engine.run;

import io.weir.api.Clock;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A clock that a test moves.
 *
 * <p>Threads: moved by one, read by any.
 */
final class ManualClock implements Clock {

  private final AtomicLong micros;

  ManualClock(long micros) {
    this.micros = new AtomicLong(micros);
  }

  void advance(long byMicros) {
    micros.addAndGet(byMicros);
  }

  @Override
  public long epochMicros() {
    return micros.get();
  }

  @Override
  public long monotonicNanos() {
    return micros.get() * 1_000;
  }
}
