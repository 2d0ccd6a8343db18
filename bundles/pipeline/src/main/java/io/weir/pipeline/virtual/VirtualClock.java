package io.weir.pipeline.virtual;

import io.weir.api.Clock;

/** A clock that stands where it was put. */
final class VirtualClock implements Clock {

  private volatile long micros;

  VirtualClock(long micros) {
    this.micros = micros;
  }

  void set(long epochMicros) {
    micros = epochMicros;
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
