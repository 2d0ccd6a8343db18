package io.weir.simulator.truth;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A group of the query: a window, a device and its site.
 *
 * @param startMicros start of the window, epoch microseconds
 * @param device the device's id
 * @param site the device's site
 */
record WindowKey(long startMicros, String device, String site) {

  /** For people: {@code 2026-11-20T10:00:00Z press-0001 (north)}. */
  String describe() {
    return instant(startMicros).toString() + ' ' + device + " (" + site + ')';
  }

  static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }
}
