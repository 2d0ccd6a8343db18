package io.weir.connectors;

import io.weir.api.Clock;
import java.time.Duration;

/** A clock moved by hand. */
public final class TestClock implements Clock {

  private long epochMicros = 1_700_000_000_000_000L;
  private long nanos = 5;

  public void advance(Duration span) {
    epochMicros += span.toNanos() / 1000;
    nanos += span.toNanos();
  }

  @Override
  public long epochMicros() {
    return epochMicros;
  }

  @Override
  public long monotonicNanos() {
    return nanos;
  }
}
