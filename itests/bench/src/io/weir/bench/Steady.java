package io.weir.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.weir.simulator.fleet.Fleet;
import io.weir.simulator.fleet.FleetFile;
import io.weir.simulator.fleet.Roster;
import io.weir.simulator.generate.Emission;
import io.weir.simulator.generate.FleetGenerator;
import io.weir.simulator.output.MqttOutput;
import io.weir.simulator.output.MqttTarget;
import io.weir.simulator.output.Output;
import io.weir.simulator.output.Pace;
import io.weir.simulator.output.Simulation;
import java.time.Duration;

/**
 * The pipeline of the demo under the fleet of the demo, 10,000 devices at 2,000 messages a second:
 * memory, CPU and disk.
 */
final class Steady {

  private static final int DEVICES = 10_000;
  private static final int RATE = 2_000;
  private static final int IDLE_SECONDS = 3;
  private static final int CONNECTIONS = 4;
  private static final int WINDOW = 200;
  private static final long SKEW_MICROS = 1_000_000;

  private Steady() {}

  /**
   * One run.
   *
   * @param name begins the names of the figures
   * @param javaOptions of the gateway, beside its own
   * @param seconds how long the fleet sends
   */
  static void measure(Bench bench, String url, String name, String javaOptions, int seconds)
      throws Exception {
    Fleet fleet = FleetFile.demo().scaled(DEVICES, RATE);
    Roster roster = Roster.of(fleet);
    try (Gateway gateway =
        bench.install(url, javaOptions, Pipelines.demo(roster.priorityCsv()))) {
      gateway.start();
      gateway.awaitReceiving();
      Thread.sleep(IDLE_SECONDS * 1_000L);
      ProcFiles process = gateway.figures();
      Figures.figure(name + "_rss_idle", process.residentMebibytes(), "MiB");
      long writtenBefore = process.bytesWritten();
      double cpuBefore = process.cpuSeconds();
      MqttOutput.Settings settings =
          new MqttOutput.Settings(CONNECTIONS, fleet.qos(), WINDOW, SKEW_MICROS);
      long nowMicros = System.currentTimeMillis() * 1_000;
      FleetGenerator generator = new FleetGenerator(fleet, roster, nowMicros);
      try (Counting output =
          new Counting(new MqttOutput(MqttTarget.of(url), settings, entry -> {}))) {
        Simulation simulation =
            new Simulation(generator, output, Pace.of(1), Duration.ofSeconds(seconds));
        Thread sender = new Thread(simulation::run, "fleet");
        sender.start();
        double peak = 0;
        double cpuHalf = 0;
        long sentHalf = 0;
        for (int second = 0; sender.isAlive() && second < 2 * seconds; second++) {
          sender.join(1_000);
          peak = Math.max(peak, process.residentMebibytes());
          if (second == seconds / 3) {
            cpuHalf = process.cpuSeconds();
            sentHalf = output.messages;
          }
        }
        double cpuWarm = (process.cpuSeconds() - cpuHalf) / (output.messages - sentHalf) * 1e5;
        long received = awaitReceived(gateway, output.messages);
        peak = Math.max(peak, process.residentMebibytes());
        Figures.figure(name + "_rss_10k_devices_peak", peak, "MiB");
        double cpu = (process.cpuSeconds() - cpuBefore) / output.messages * 1e5;
        Figures.figure(name + "_cpu_per_100k_messages_with_warm_up", cpu, "s");
        Figures.figure(name + "_cpu_per_100k_messages", cpuWarm, "s");
        long written = process.bytesWritten() - writtenBefore;
        Figures.ratio(name + "_disk_bytes_per_byte_received", (double) written / output.bytes);
        JsonNode pipeline = gateway.pipeline();
        Figures.figure(
            name + "_journal_bytes_per_byte_received",
            (double) pipeline.path("journal").path("bytes-appended").asLong() / output.bytes,
            "B/B");
        Figures.note(
            "%s: %,d messages, %,d bytes, %,d commits, %,d rows upstream"
                .formatted(
                    name,
                    output.messages,
                    output.bytes,
                    pipeline.path("journal").path("commits").asLong(),
                    pipeline.path("sinks").path(0).path("rows").asLong()));
        if (received != output.messages) {
          Figures.note("LOSS: %d of %d came".formatted(received, output.messages));
          bench.fail();
        }
      }
    }
  }

  private static long awaitReceived(Gateway gateway, long messages) throws Exception {
    long until = System.nanoTime() + 10_000_000_000L;
    long received = gateway.received();
    while (received < messages && System.nanoTime() - until < 0) {
      Thread.sleep(100);
      received = gateway.received();
    }
    return received;
  }

  /** Counts what goes through. */
  private static final class Counting implements Output {
    private final Output next;
    private volatile long messages;
    private volatile long bytes;

    Counting(Output next) {
      this.next = next;
    }

    @Override
    @SuppressWarnings("NonAtomicOperationOnVolatileField") // one thread sends
    public void send(Emission emission) {
      next.send(emission);
      messages++;
      bytes += emission.payload().length;
    }

    @Override
    public void flush() {
      next.flush();
    }

    @Override
    public void finish(Duration timeout) {
      next.finish(timeout);
    }

    @Override
    public void stop() {
      next.stop();
    }

    @Override
    public Stats stats() {
      return next.stats();
    }

    @Override
    public void close() {
      next.close();
    }
  }
}
