package io.weir.simulator.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.simulator.broker.EmbeddedBroker;
import io.weir.simulator.broker.Mosquitto;
import io.weir.simulator.fleet.Fleet;
import io.weir.simulator.fleet.Roster;
import io.weir.simulator.generate.Emission;
import io.weir.simulator.generate.FleetGenerator;
import io.weir.simulator.generate.Fleets;
import io.weir.simulator.truth.LedgerEntry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MqttOutputTest {

  private static final long SKEW_MICROS = 500_000;
  private static final double SECONDS = 10;

  private static Mosquitto mosquitto;
  private static EmbeddedBroker embedded;

  @BeforeAll
  static void shouldStartBrokers() {
    mosquitto = Mosquitto.start(Mosquitto.FAST);
    embedded = EmbeddedBroker.start();
  }

  @AfterAll
  static void shouldStopBrokers() {
    mosquitto.close();
    embedded.close();
  }

  private static String url(String broker) {
    return broker.equals("mosquitto") ? mosquitto.url() : embedded.url();
  }

  private static Fleet fleet() {
    return Fleets.of(
            "out-of-order: {share: 10%, delay: 10ms..400ms}",
            "duplicates: {share: 5%}", "malformed: {share: 5%}")
        .scaled(50, 100);
  }

  private static Simulation simulation(Fleet fleet, Output output) {
    FleetGenerator generator =
        new FleetGenerator(fleet, Roster.of(fleet), Fleet.FIXED_START_MICROS);
    Duration length = Duration.ofMillis((long) (SECONDS * 1000));
    return new Simulation(generator, output, Pace.of(Double.POSITIVE_INFINITY), length);
  }

  private static MqttOutput.Settings settings(int qos) {
    return new MqttOutput.Settings(4, qos, 50, SKEW_MICROS);
  }

  private static String text(Emission emission) {
    return emission.topic() + ' ' + new String(emission.payload(), StandardCharsets.ISO_8859_1);
  }

  @ParameterizedTest
  @CsvSource({
    "mosquitto,0",
    "mosquitto,1",
    "mosquitto,2",
    "embedded,0",
    "embedded,1",
    "embedded,2"
  })
  void shouldDeliverEveryMessageOnce(String broker, int qos) throws Exception {
    Fleet fleet = fleet();
    List<Emission> emissions = Fleets.emissions(fleet, SECONDS);
    List<LedgerEntry> ledger = Collections.synchronizedList(new ArrayList<>());
    try (Subscriber subscriber =
        new Subscriber(url(broker), "once-" + qos, "plant/+/readings", true)) {
      try (MqttOutput output =
          new MqttOutput(MqttTarget.of(url(broker)), settings(qos), ledger::add)) {
        simulation(fleet, output).run();
        assertThat(output.stats())
            .isEqualTo(new Output.Stats(emissions.size(), emissions.size(), 0, 0));
      }

      assertThat(ledger)
          .isEqualTo(emissions.stream().map(e -> LedgerEntry.of(e, 1, true)).toList());
      List<String> sent = emissions.stream().map(MqttOutputTest::text).toList();
      assertThat(subscriber.await(sent.size())).containsExactlyInAnyOrderElementsOf(sent);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"mosquitto", "embedded"})
  void shouldLetNoMessageOvertakeAnotherByMoreThanTheSkew(String broker) throws Exception {
    Fleet fleet = fleet();
    List<Emission> emissions = Fleets.emissions(fleet, SECONDS);
    Map<String, Long> due = new HashMap<>();
    emissions.forEach(emission -> due.putIfAbsent(text(emission), emission.dueMicros()));
    String id = "backlog-" + broker;
    // Away while they are sent: what comes later is what the broker kept, of several topics.
    new Subscriber(url(broker), id, "plant/+/readings", true).vanish();
    try (MqttOutput output = new MqttOutput(MqttTarget.of(url(broker)), settings(1), e -> {})) {
      simulation(fleet, output).run();
    }

    try (Subscriber subscriber = new Subscriber(url(broker), id, "plant/+/readings", true)) {
      Set<String> seen = new HashSet<>();
      long latest = 0;
      for (String message : subscriber.await(emissions.size())) {
        // The second copy of a message is no measure: it may be due much later than the first.
        if (seen.add(message)) {
          long dueMicros = due.get(message);
          assertThat(latest - dueMicros).isLessThanOrEqualTo(SKEW_MICROS);
          latest = Math.max(latest, dueMicros);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void shouldPublishAgainWhatABrokenConnectionLeftInDoubt(int qos) throws Exception {
    Fleet fleet = fleet();
    List<Emission> emissions = Fleets.emissions(fleet, SECONDS);
    List<LedgerEntry> ledger = Collections.synchronizedList(new ArrayList<>());
    try (Subscriber subscriber =
            new Subscriber(mosquitto.url(), "again-" + qos, "plant/+/readings", true);
        CuttingProxy proxy = new CuttingProxy(mosquitto.port(), 10_000);
        MqttOutput output =
            new MqttOutput(MqttTarget.of(proxy.url()), settings(qos), ledger::add)) {
      simulation(fleet, output).run();

      assertThat(output.stats().reconnects()).isPositive();
      assertThat(ledger).extracting(LedgerEntry::index).isSorted().hasSameSizeAs(emissions);
      assertThat(ledger).allMatch(LedgerEntry::acknowledged);
      int copies = ledger.stream().mapToInt(LedgerEntry::copies).sum();
      assertThat(copies).isEqualTo(emissions.size() + output.stats().republished());
      Map<String, Integer> arrived = new HashMap<>();
      subscriber.await(emissions.size()).forEach(m -> arrived.merge(m, 1, Integer::sum));
      Map<String, Integer> most = new HashMap<>();
      for (int i = 0; i < emissions.size(); i++) {
        most.merge(text(emissions.get(i)), ledger.get(i).copies(), Integer::sum);
      }
      assertThat(arrived.keySet()).isEqualTo(most.keySet());
      arrived.forEach((m, count) -> assertThat(count).isBetween(1, most.get(m)));
    }
  }

  @Test
  void shouldSurviveABrokerThatIsKilledAndStartedAgain() throws Exception {
    Fleet fleet = fleet();
    List<LedgerEntry> ledger = Collections.synchronizedList(new ArrayList<>());
    try (Mosquitto broker = Mosquitto.start(Mosquitto.FAST)) {
      MqttOutput.Settings settings = new MqttOutput.Settings(2, 1, 50, SKEW_MICROS);
      try (MqttOutput output =
          new MqttOutput(
              MqttTarget.of(broker.url()),
              settings,
              entry -> {
                ledger.add(entry);
                if (entry.index() == 300) {
                  broker.kill();
                  broker.restart();
                }
              })) {
        simulation(fleet, output).run();
        assertThat(output.stats().reconnects()).isGreaterThanOrEqualTo(2);
      }
    }

    assertThat(ledger).hasSameSizeAs(Fleets.emissions(fleet, SECONDS));
    assertThat(ledger).allMatch(LedgerEntry::acknowledged);
  }

  @Test
  void shouldSayInTheLedgerWhatWasNeverAcknowledged() throws Exception {
    Fleet fleet = fleet();
    List<LedgerEntry> ledger = Collections.synchronizedList(new ArrayList<>());
    try (Mosquitto broker = Mosquitto.start(Mosquitto.FAST);
        MqttOutput output = new MqttOutput(MqttTarget.of(broker.url()), settings(1), ledger::add)) {
      List<Emission> emissions = Fleets.emissions(fleet, SECONDS);
      output.send(emissions.get(0));
      output.finish(Duration.ofSeconds(10));
      broker.kill();
      // The first to notice the broken connection waits until it is told to stop.
      Thread sender = new Thread(() -> emissions.subList(1, 200).forEach(output::send));
      sender.start();
      output.stop();
      sender.join();
      output.finish(Duration.ZERO);
    }

    assertThat(ledger.get(0).acknowledged()).isTrue();
    assertThat(ledger.subList(1, ledger.size())).noneMatch(LedgerEntry::acknowledged);
  }

  @Test
  void shouldSayThatThereIsNoBroker() throws IOException {
    int port;
    try (java.net.ServerSocket socket = new java.net.ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    MqttTarget nowhere = MqttTarget.of("tcp://127.0.0.1:" + port);

    assertThatThrownBy(() -> new MqttOutput(nowhere, settings(1), entry -> {}))
        .isInstanceOf(OutputException.class)
        .hasMessageStartingWith("cannot connect to the broker at tcp://127.0.0.1:" + port)
        .hasMessageEndingWith("is it running there, and does it let us in?");
    assertThatThrownBy(() -> MqttTarget.of("127.0.0.1").newClient("x"))
        .hasMessageContaining("expected one such as tcp://127.0.0.1:1883");
  }

  @Test
  void shouldHearUpstreamAcrossABrokenConnection() throws Exception {
    List<String> heard = Collections.synchronizedList(new ArrayList<>());
    try (CuttingProxy proxy = new CuttingProxy(mosquitto.port(), Integer.MAX_VALUE);
        UpstreamSubscriber upstream =
            new UpstreamSubscriber(
                MqttTarget.of(proxy.url()),
                "aggregates/#",
                payload -> {
                  synchronized (heard) {
                    heard.add(new String(payload, StandardCharsets.UTF_8));
                    heard.notifyAll();
                  }
                })) {
      publish("aggregates/north", "one");
      awaitSize(heard, 1);
      proxy.cutAll();
      publish("aggregates/north", "two");
      awaitSize(heard, 2);
      assertThat(upstream).isNotNull();
    }

    assertThat(heard).containsExactly("one", "two");
  }

  private static void awaitSize(List<String> list, int size) throws InterruptedException {
    long deadline = System.nanoTime() + 30_000_000_000L;
    synchronized (list) {
      while (list.size() < size && System.nanoTime() < deadline) {
        list.wait(100);
      }
      assertThat(list).hasSize(size);
    }
  }

  private static void publish(String topic, String text) throws MqttException {
    MqttTarget target = MqttTarget.of(mosquitto.url());
    try (var client = target.newClient(MqttTarget.newClientId("test"))) {
      client.connect(target.options(true, Duration.ofSeconds(5))).waitForCompletion();
      client.publish(topic, text.getBytes(StandardCharsets.UTF_8), 1, false).waitForCompletion();
      client.disconnect().waitForCompletion();
    }
  }
}
