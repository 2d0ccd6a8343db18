package io.weir.engine.run;

import io.weir.api.Clock;

/** A clock that a test moves. */
final class ManualClock implements Clock {

  private long micros;

  ManualClock(long micros) {
    this.micros = micros;
  }

  void advance(long byMicros) {
    micros += byMicros;
  }

  @Override
  public long epochMicros() {
    return micros;
  }

  @Override
  public long monotonicNanos() {
    return micros * 1_000;
  }
}
