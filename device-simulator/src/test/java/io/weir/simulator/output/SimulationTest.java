package io.weir.simulator.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.simulator.fleet.Fleet;
import io.weir.simulator.fleet.Roster;
import io.weir.simulator.generate.Emission;
import io.weir.simulator.generate.FleetGenerator;
import io.weir.simulator.generate.Fleets;
import io.weir.simulator.truth.LedgerEntry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SimulationTest {

  private static FleetGenerator generator(Fleet fleet) {
    return new FleetGenerator(fleet, Roster.of(fleet), Fleet.FIXED_START_MICROS);
  }

  private static String lines(Fleet fleet, Pace pace, List<LedgerEntry> ledger) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonLinesOutput output = new JsonLinesOutput("memory", bytes, ledger::add)) {
      new Simulation(generator(fleet), output, pace, Duration.ofSeconds(20)).run();
    }
    return bytes.toString(StandardCharsets.ISO_8859_1);
  }

  @Test
  void shouldWriteTheSameBytesAtAnyPace() {
    Fleet fleet = Fleets.of("malformed: {share: 20%}", "duplicates: {share: 10%}");
    List<LedgerEntry> ledger = new ArrayList<>();

    String fast = lines(fleet, Pace.of(Double.POSITIVE_INFINITY), ledger);

    assertThat(lines(fleet, Pace.of(100), new ArrayList<>())).isEqualTo(fast);
    List<Emission> emissions = Fleets.emissions(fleet, 20);
    assertThat(ledger).isEqualTo(emissions.stream().map(e -> LedgerEntry.of(e, 1, true)).toList());
    assertThat(fast.lines()).hasSize(emissions.size()).noneMatch(String::isEmpty);
    assertThat(fast.lines().findFirst().orElseThrow())
        .matches("\\{\"device\":\"press-000.\",.*,\"_topic\":\"plant/[ab]/readings\"}");
  }

  @Test
  void shouldMeasureTimeByItsSpeed() {
    AtomicLong nanos = new AtomicLong(5_000);
    Pace pace = Pace.of(10, nanos::get);

    assertThat(pace.nanosUntil(0)).isZero();
    assertThat(pace.nanosUntil(1_000_000)).isEqualTo(100_000_000);
    nanos.addAndGet(150_000_000);
    assertThat(pace.nanosUntil(1_000_000)).isEqualTo(-50_000_000);
    assertThat(Pace.of(Double.POSITIVE_INFINITY).nanosUntil(Long.MAX_VALUE)).isZero();
  }

  @Test
  void shouldStopWhenAsked() throws InterruptedException {
    Fleet fleet = Fleets.of();
    List<LedgerEntry> ledger = new ArrayList<>();
    JsonLinesOutput output =
        new JsonLinesOutput("memory", new ByteArrayOutputStream(), ledger::add);
    Simulation simulation =
        new Simulation(generator(fleet), output, Pace.of(1e-6), Simulation.ENDLESS);
    Thread runner = new Thread(simulation::run);

    runner.start();
    simulation.stop();
    runner.join(10_000);

    assertThat(runner.isAlive()).isFalse();
    assertThat(simulation.progress().stats().inFlight()).isZero();
  }

  @Test
  void shouldSayThatItCannotWrite() {
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("No space left on device");
          }
        };
    JsonLinesOutput output = new JsonLinesOutput("out.jsonl", full, entry -> {});
    output.send(Fleets.emissions(Fleets.of(), 1).get(0));

    assertThatThrownBy(output::flush)
        .isInstanceOf(OutputException.class)
        .hasMessage("out.jsonl cannot be written to: No space left on device");
  }
}
