package io.weir.simulator.demo;

import io.weir.simulator.fleet.Fleet;
import io.weir.simulator.fleet.Roster;
import io.weir.simulator.generate.FleetGenerator;
import io.weir.simulator.output.MqttOutput;
import io.weir.simulator.output.MqttTarget;
import io.weir.simulator.output.OutputException;
import io.weir.simulator.output.Pace;
import io.weir.simulator.output.Simulation;
import io.weir.simulator.output.UpstreamSubscriber;
import io.weir.simulator.truth.Meaning;
import io.weir.simulator.truth.Truth;
import io.weir.simulator.truth.Verification;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One run of the demo: waits for the gateway, sends, shows, lets everything arrive, compares.
 *
 * <p>Threads: {@link #stop} by any; everything else by one.
 */
final class Show {

  private static final int CONNECTIONS = 8;
  private static final int WINDOW = 200;
  private static final Duration START_PATIENCE = Duration.ofSeconds(60);
  private static final Duration SETTLE_PATIENCE = Duration.ofSeconds(60);
  private static final long LOOK_MILLIS = 100;
  private static final long DRAW_MILLIS = 1_000;

  private final Fleet fleet;
  private final Roster roster;
  private final MqttTarget broker;
  private final @Nullable Duration sendFor;
  private final PrintStream out;
  private final LivePage page;
  private final CountDownLatch stopped = new CountDownLatch(1);

  Show(Fleet fleet, String broker, @Nullable Duration sendFor, PrintStream out, boolean terminal) {
    this.fleet = fleet;
    this.roster = Roster.of(fleet);
    this.broker = MqttTarget.of(broker);
    this.sendFor = sendFor;
    this.out = out;
    this.page = new LivePage(out, terminal);
  }

  Roster roster() {
    return roster;
  }

  /** Ends the sending soon. */
  void stop() {
    stopped.countDown();
  }

  Verification play(GatewayProcess gateway) throws Exception {
    awaitReceiving(gateway);
    long startMicros = Instant.now().toEpochMilli() * 1000;
    Meaning meaning = Meaning.DEMO;
    Truth truth = new Truth(meaning, startMicros, roster.table());
    MqttOutput.Settings settings =
        new MqttOutput.Settings(CONNECTIONS, fleet.qos(), WINDOW, meaning.skewMicros());
    try (UpstreamSubscriber upstream =
            new UpstreamSubscriber(
                broker,
                "aggregates/+",
                message -> {
                  truth.upstream(message);
                  page.arrived(new String(message, StandardCharsets.UTF_8));
                });
        MqttOutput output = new MqttOutput(broker, settings, truth)) {
      FleetGenerator generator = new FleetGenerator(fleet, roster, startMicros);
      Duration length = sendFor == null ? Simulation.ENDLESS : sendFor;
      Simulation simulation = new Simulation(generator, output, Pace.of(1), length);
      send(simulation, gateway, truth);
      GatewayStatus last = settle(gateway, truth);
      gateway.removePipeline(Demo.PIPELINE, Duration.ofSeconds(10));
      int exit = gateway.stop();
      if (exit != 0 && exit != 143) {
        out.println("The gateway ended with status " + exit + ":\n" + gateway.lastOutput());
      }
      return truth.finish(last.watermarkMicros(), last.fates());
    }
  }

  private void awaitReceiving(GatewayProcess gateway) throws InterruptedException {
    long until = System.nanoTime() + START_PATIENCE.toNanos();
    GatewayStatus status = gateway.status();
    while (!status.receiving()) {
      if (!gateway.isRunning() || System.nanoTime() - until > 0) {
        throw new OutputException(
            "the gateway does not receive: pipeline %s %s, source '%s'; it printed:%n%s"
                .formatted(
                    status.state(), status.message(), status.sourceHealth(), gateway.lastOutput()));
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
      status = gateway.status();
    }
  }

  private void send(Simulation simulation, GatewayProcess gateway, Truth truth)
      throws InterruptedException {
    Thread sender = new Thread(simulation::run, "fleet");
    sender.start();
    long began = System.nanoTime();
    while (sender.isAlive() && gateway.isRunning()) {
      draw(began, simulation, gateway, truth);
      if (stopped.await(DRAW_MILLIS, TimeUnit.MILLISECONDS)) {
        simulation.stop();
        sender.join();
      }
    }
    if (!gateway.isRunning()) {
      simulation.stop();
      sender.join();
      throw new OutputException("the gateway ended by itself:\n" + gateway.lastOutput());
    }
    draw(began, simulation, gateway, truth);
  }

  private void draw(long began, Simulation simulation, GatewayProcess gateway, Truth truth) {
    double seconds = (System.nanoTime() - began) / 1e9;
    page.draw(seconds, simulation.progress().stats(), gateway.status(), truth.snapshot());
  }

  /** Waits until everything sent is accounted for, and everything computed has arrived. */
  private GatewayStatus settle(GatewayProcess gateway, Truth truth) throws InterruptedException {
    long until = System.nanoTime() + SETTLE_PATIENCE.toNanos();
    GatewayStatus status = gateway.status();
    while (System.nanoTime() - until < 0) {
      Truth.Snapshot snapshot = truth.snapshot();
      boolean received = status.fates().received() >= snapshot.sent();
      boolean decided = status.fates().decided() >= status.fates().accepted();
      boolean arrived = status.pendingRows() == 0 && snapshot.rows() >= status.rows();
      if (received && decided && arrived) {
        break;
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
      status = gateway.status();
    }
    return status;
  }
}
