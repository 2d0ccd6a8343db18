package io.weir.itests.crash;

import io.weir.simulator.fleet.Fleet;
import io.weir.simulator.fleet.FleetFile;
import io.weir.simulator.fleet.Roster;
import io.weir.simulator.generate.FleetGenerator;
import io.weir.simulator.output.MqttOutput;
import io.weir.simulator.output.MqttTarget;
import io.weir.simulator.output.Pace;
import io.weir.simulator.output.Simulation;
import io.weir.simulator.output.UpstreamSubscriber;
import io.weir.simulator.truth.Fates;
import io.weir.simulator.truth.Meaning;
import io.weir.simulator.truth.Truth;
import io.weir.simulator.truth.Verification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/** A pipeline, the fleet that feeds it, and the truth about both. */
final class Strand implements AutoCloseable {

  private static final Duration SKEW = Duration.ofMillis(200);
  private static final Meaning MEANING =
      Meaning.DEMO
          .withWindow(Duration.ofSeconds(2), Duration.ofSeconds(1))
          .withWatermark(Duration.ofSeconds(1))
          .withSkewMicros(SKEW.toMillis() * 1000);

  // In time by a clear margin (300 ms out of order, 50 ms of clock, 200 ms of skew against a
  // watermark of 1 s), or late by minutes: the truth is known whatever overtakes what.
  private static final String FLEET =
      """
      fleet: NAME
      seed: SEED
      start: now
      topic: NAME/{line}/readings
      lines: [casting, forging]
      qos: 1
      payload: {device: device, seq: seq, time: ts, time-as: ms}
      table: {absent: 10%, priorities: 1..5, sites: [north, south]}
      kinds:
        press:
          count: 60
          rate: 3/s
          jitter: 20%
          fields:
            temp: {model: sine, mean: 62, amplitude: 18, period: 1m, noise: 0.8}
          out-of-order: {share: 5%, delay: 50ms..300ms}
          malformed: {share: 0.5%}
        bearing:
          count: 30
          rate: 3/s
          jitter: 30%
          fields:
            temp: {model: drift, start: 48, per-hour: 6, noise: 0.5}
          clock: {offset: -50ms..50ms}
          REPEATS
        slow-clock:
          count: 5
          rate: 2/s
          start-after: 3s..4s
          fields:
            temp: {model: constant, value: 37.5}
          clock: {offset: -11m..-10m}
      """;
  private static final String REPEATS = "duplicates: {share: 2%, delay: 0ms..200ms}";

  private static final String PIPELINE =
      """
      pipeline: NAME
      commit: 100ms
      sources:
        readings:
          type: mqtt
          url: BROKER
          topic: NAME/+/readings
          qos: 1
          max-inflight: 1000
          format: json
          schema: {device: string, seq: long, ts: timestamp, temp: double}
          event-time: ts
          watermark: 1s
          IDENTITY
      tables:
        priorities:
          type: csv
          path: NAME.csv
          refresh: on-change
          key: [device]
          schema: {device: string, priority: int, site: string}
      queries:
        hot:
          sql: |
            SELECT window.start AS window_start, r.device, p.site,
              count(*) AS n, avg(temp) AS mean, max(temp) AS peak
            FROM readings r JOIN priorities p ON r.device = p.device
            WHERE p.priority >= 3
            GROUP BY window(ts, '2 seconds', '1 second'), r.device, p.site
      sinks:
        upstream:
          type: mqtt
          from: hot
          url: BROKER
          topic: up/NAME/{site}
          qos: 1
      """;
  private static final String IDENTITY = "identity: [device, seq, ts]";

  private final String name;
  private final Path file;
  private final Truth truth;
  private final UpstreamSubscriber upstream;
  private final MqttOutput output;
  private final Simulation simulation;
  private final Thread sender;

  /**
   * Writes the pipeline's files and connects to the broker. Nothing is sent yet.
   *
   * @param identity whether the pipeline declares one, and the fleet sends some records twice;
   *     without it only the broker's packet ids tell a repeated delivery
   */
  Strand(String name, boolean identity, long seed, String broker, Path folder) throws IOException {
    this.name = name;
    Fleet fleet =
        FleetFile.read(
            name,
            FLEET
                .replace("REPEATS", identity ? REPEATS : "")
                .replace("NAME", name)
                .replace("SEED", Long.toString(seed)));
    Roster roster = Roster.of(fleet);
    file = folder.resolve(name + ".yaml");
    Files.writeString(folder.resolve(name + ".csv"), roster.priorityCsv());
    Files.writeString(
        file,
        PIPELINE
            .replace("IDENTITY", identity ? IDENTITY : "")
            .replace("NAME", name)
            .replace("BROKER", broker));
    long startMicros = Instant.now().toEpochMilli() * 1000;
    truth = new Truth(MEANING, startMicros, roster.table());
    MqttTarget target = MqttTarget.of(broker);
    upstream = new UpstreamSubscriber(target, "up/" + name + "/#", truth::upstream);
    output =
        new MqttOutput(target, new MqttOutput.Settings(2, 1, 200, MEANING.skewMicros()), truth);
    simulation =
        new Simulation(
            new FleetGenerator(fleet, roster, startMicros), output, Pace.of(1), Simulation.ENDLESS);
    sender = new Thread(simulation::run, "fleet-" + name);
  }

  String name() {
    return name;
  }

  Path file() {
    return file;
  }

  void startSending() {
    sender.start();
  }

  /** Ends the fleet and waits until the broker has everything. */
  void stopSending() throws InterruptedException {
    simulation.stop();
    sender.join();
  }

  /** Whether all that was sent has its fates and all that was computed has arrived. */
  boolean settled(Report report) {
    Truth.Snapshot sent = truth.snapshot();
    Fates found = report.counted();
    return report.receiving()
        && found.accepted() >= sent.expected().accepted()
        && found.quarantined() >= sent.expected().quarantined()
        && found.decided() >= found.accepted()
        && report.pendingRows() == 0
        && sent.rows() >= report.rows();
  }

  Verification finish(Report report) {
    return truth.finish(report.watermarkMicros(), report.counted());
  }

  @Override
  public void close() throws InterruptedException {
    if (sender.isAlive()) {
      stopSending();
    }
    output.close();
    upstream.close();
  }
}
