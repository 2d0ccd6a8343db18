package io.weir.simulator.generate;

import io.weir.simulator.fleet.Fleet;
import io.weir.simulator.fleet.FleetFile;
import io.weir.simulator.fleet.Roster;
import java.util.ArrayList;
import java.util.List;

/** Fleets for tests. */
public final class Fleets {

  private Fleets() {}

  /** Five devices, ten readings a second, with what is added to their kind. */
  public static Fleet of(String... more) {
    StringBuilder yaml =
        new StringBuilder(
            """
            fleet: test
            seed: 42
            topic: plant/{line}/readings
            lines: [a, b]
            kinds:
              press:
                count: 5
                rate: 2/s
                fields:
                  temp: {model: random-walk, start: 20, step: 1, min: 0, max: 40}
                  hum: {model: sine, mean: 50, amplitude: 5, period: 1m, missing: 20%}
            """);
    for (String line : more) {
      yaml.append("    ").append(line).append('\n');
    }
    return FleetFile.read("test.yaml", yaml.toString());
  }

  /** What a fleet emits in the first seconds of a run that starts on 2026-01-01. */
  public static List<Emission> emissions(Fleet fleet, double seconds) {
    FleetGenerator generator =
        new FleetGenerator(fleet, Roster.of(fleet), Fleet.FIXED_START_MICROS);
    List<Emission> emissions = new ArrayList<>();
    Emission next = generator.next();
    while (next.dueMicros() < seconds * 1e6) {
      emissions.add(next);
      next = generator.next();
    }
    return emissions;
  }
}
