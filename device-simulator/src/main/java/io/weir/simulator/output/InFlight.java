package io.weir.simulator.output;

import io.weir.simulator.generate.Emission;

/** A message under way. Guarded by the lock of its output. */
final class InFlight {

  final Emission emission;
  final Lane lane;
  int copies;
  boolean acknowledged;

  InFlight(Emission emission, Lane lane) {
    this.emission = emission;
    this.lane = lane;
  }
}
