package io.weir.simulator.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.simulator.fleet.Fleet;
import io.weir.simulator.fleet.FleetFile;
import io.weir.simulator.fleet.Roster;
import io.weir.simulator.generate.FleetGenerator;
import io.weir.simulator.output.MqttOutput;
import io.weir.simulator.output.MqttTarget;
import io.weir.simulator.output.Pace;
import io.weir.simulator.output.Simulation;
import io.weir.simulator.output.Subscriber;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BrokerTest {

  private static long publishDemo(String url, Duration length) {
    Fleet demo = FleetFile.demo();
    MqttOutput.Settings settings = new MqttOutput.Settings(8, 1, 200, MqttOutput.NO_SKEW_LIMIT);
    try (MqttOutput output = new MqttOutput(MqttTarget.of(url), settings, entry -> {})) {
      FleetGenerator generator =
          new FleetGenerator(demo, Roster.of(demo), Fleet.FIXED_START_MICROS);
      new Simulation(generator, output, Pace.of(Double.POSITIVE_INFINITY), length).run();
      return output.stats().acknowledged();
    }
  }

  @Test
  void shouldLetASubscriberHaveExactlyItsWindowUnacknowledgedAndRedeliverIt() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start()) {
      Subscriber lazy = new Subscriber(broker.url(), "gateway", "plant/+/readings", false);
      int sent = (int) publishDemo(broker.url(), Duration.ofSeconds(2));
      assertThat(sent).isGreaterThan(2 * EmbeddedBroker.MAX_INFLIGHT);
      int window = lazy.await(EmbeddedBroker.MAX_INFLIGHT).size();
      lazy.vanish();

      try (Subscriber eager = new Subscriber(broker.url(), "gateway", "plant/+/readings", true)) {
        assertThat(eager.await(sent)).hasSize(sent);
        assertThat(eager.redelivered()).isEqualTo(window).isEqualTo(EmbeddedBroker.MAX_INFLIGHT);
      }
    }
  }

  @Test
  void shouldCarryTheDemoWithRoomToSpare() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start();
        Subscriber subscriber = new Subscriber(broker.url(), "gateway", "plant/+/readings", true)) {
      publishDemo(broker.url(), Duration.ofSeconds(1));
      long start = System.nanoTime();
      int sent = (int) publishDemo(broker.url(), Duration.ofSeconds(5));
      subscriber.await(sent);
      double rate = sent * 1e9 / (System.nanoTime() - start);

      assertThat(rate).as("messages a second through the embedded broker").isGreaterThan(1000);
    }
  }

  @Test
  void shouldLeaveNothingBehind() throws Exception {
    long before = folders();
    EmbeddedBroker.start().close();
    Mosquitto.start(Mosquitto.FAST).close();
    shouldSayThatThePortIsTaken();
    shouldSayWhyMosquittoDoesNotStart();

    assertThat(folders()).isEqualTo(before);
  }

  private static long folders() throws IOException {
    String mine = "weir-[a-z]+-" + ProcessHandle.current().pid() + "-.*";
    try (Stream<Path> all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return all.filter(path -> path.getFileName().toString().matches(mine)).count();
    }
  }

  @Test
  void shouldSayThatThePortIsTaken() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      assertThatThrownBy(() -> EmbeddedBroker.start(socket.getLocalPort()))
          .isInstanceOf(BrokerException.class)
          .hasMessageContaining("127.0.0.1:" + socket.getLocalPort())
          .hasMessageContaining("is the port in use? Port 0 takes a free one.");
    }
  }

  @Test
  void shouldStartKillAndRestartMosquittoOnTheSamePort() throws Exception {
    try (Mosquitto mosquitto = Mosquitto.startWithDefaults()) {
      int port = mosquitto.port();
      mosquitto.kill();
      assertThat(mosquitto.isRunning()).isFalse();

      mosquitto.restart();

      assertThat(mosquitto.isRunning()).isTrue();
      assertThat(mosquitto.port()).isEqualTo(port);
      assertThat(publishDemo(mosquitto.url(), Duration.ofMillis(200))).isPositive();
    }
  }

  @Test
  void shouldSayWhyMosquittoDoesNotStart() {
    assertThatThrownBy(() -> Mosquitto.start(Map.of("no_such_setting", "1")))
        .isInstanceOf(BrokerException.class)
        .hasStackTraceContaining("no_such_setting");
  }
}
