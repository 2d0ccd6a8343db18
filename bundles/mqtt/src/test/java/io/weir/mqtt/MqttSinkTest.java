package io.weir.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.mqtt.ScriptedBroker.Connection;
import io.weir.mqtt.ScriptedBroker.Packet;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Publishing to a real mosquitto, and packet by packet to a scripted broker. */
@Timeout(60)
class MqttSinkTest {

  @TempDir Path folder;

  @Test
  void shouldPublishInOrderToTopicsOfColumns() throws Exception {
    try (Mosquitto broker = Mosquitto.start(folder);
        Upstream upstream = new Upstream(broker.url(), "aggregates/#");
        SinkRig rig = SinkRig.start(options(broker))) {
      rig.add("north", 1);
      rig.add("a/b+c#d", 2);
      rig.add(null, 3);
      rig.add("", 4);
      rig.runUntilConfirmed(4);
      rig.context().await("four messages", () -> upstream.received().size() == 4);
      assertThat(upstream.received())
          .containsExactly(
              "aggregates/north {\"site\":\"north\",\"n\":1}",
              "aggregates/a%2Fb%2Bc%23d {\"site\":\"a/b+c#d\",\"n\":2}",
              "aggregates/_ {\"site\":null,\"n\":3}",
              "aggregates/_ {\"site\":\"\",\"n\":4}");
    }
  }

  @Test
  void shouldLoseNothingAndKeepTheOrderWhenTheBrokerIsKilled() throws Exception {
    int rows = 3_000;
    try (Mosquitto broker = Mosquitto.start(folder, "max_queued_messages 100000");
        SinkRig rig = SinkRig.start(options(broker))) {
      List<String> received = new ArrayList<>();
      for (int i = 1; i <= rows; i++) {
        rig.add("s", i);
      }
      try (Upstream upstream = new Upstream(broker.url(), "#")) {
        rig.runUntilConfirmed(rows / 3);
        broker.kill();
        received.addAll(upstream.received());
      }
      rig.context().awaitReport("DOWN");
      broker.restart();
      try (Upstream upstream = new Upstream(broker.url(), "#")) {
        rig.runUntilConfirmed(rows);
        rig.context()
            .await(
                "the last",
                () ->
                    upstream.received().stream().anyMatch(m -> m.contains("\"n\":" + rows + "}")));
        received.addAll(upstream.received());
      }
      // What the killed broker confirmed and did not pass on is its loss; what came, came in order.
      List<Long> numbers = received.stream().map(MqttSinkTest::number).toList();
      List<Long> firstSeen = List.copyOf(new LinkedHashSet<>(numbers));
      assertThat(firstSeen).isSorted();
      assertThat(firstSeen.get(firstSeen.size() - 1)).isEqualTo(rows);
    }
  }

  @Test
  void shouldSendAgainFromTheFirstUnconfirmedAndBeforeAnythingNew() throws Exception {
    try (ScriptedBroker broker = new ScriptedBroker();
        SinkRig rig = SinkRig.start(options(broker.url()).again("max-inflight", "3"))) {
      for (int i = 1; i <= 6; i++) {
        rig.add("s", i);
      }
      try (Connection first = broker.accept()) {
        first.connack(false, 0);
        rig.context()
            .await(
                "three in flight",
                () -> {
                  rig.step();
                  return rig.offered() == 3;
                });
        int one = publish(first, 1);
        int two = publish(first, 2);
        int three = publish(first, 3);
        assertThat(List.of(one, two, three)).doesNotHaveDuplicates();
        first.puback(two); // out of order: confirms nothing yet
        first.puback(one);
        rig.runUntilConfirmed(2);
        publish(first, 4);
        publish(first, 5);
        assertThat(rig.step()).isEqualTo(2);
      }
      try (Connection second = broker.accept()) {
        second.connack(false, 0);
        second.puback(publish(second, 3));
        second.puback(publish(second, 4));
        second.puback(publish(second, 5));
        rig.runUntilConfirmed(5);
        second.puback(publish(second, 6));
        rig.runUntilConfirmed(6);
      }
    }
  }

  @Test
  void shouldTakeNothingWithoutConnection() throws Exception {
    try (SinkRig rig = SinkRig.start(options("tcp://127.0.0.1:" + Mosquitto.freePort()))) {
      rig.add("s", 1);
      rig.context().awaitReport("nothing answers at");
      rig.step();
      assertThat(rig.offered()).isZero();
    }
  }

  @Test
  void shouldGatherRowsOfOneTopicInOrder() throws Exception {
    try (Mosquitto broker = Mosquitto.start(folder);
        Upstream upstream = new Upstream(broker.url(), "#");
        SinkRig rig = SinkRig.start(options(broker).again("send.rows", "3"))) {
      rig.context().awaitReport("UP publishes");
      for (int i = 1; i <= 4; i++) {
        rig.add("a", i);
      }
      rig.add("b", 5);
      rig.add("a", 6);
      rig.runUntilConfirmed(6);
      rig.context().await("four messages", () -> upstream.received().size() == 4);
      assertThat(upstream.received())
          .containsExactly(
              "aggregates/a [{\"site\":\"a\",\"n\":1},{\"site\":\"a\",\"n\":2},{\"site\":\"a\",\"n\":3}]",
              "aggregates/a [{\"site\":\"a\",\"n\":4}]",
              "aggregates/b [{\"site\":\"b\",\"n\":5}]",
              "aggregates/a [{\"site\":\"a\",\"n\":6}]");
    }
  }

  @Test
  void shouldFillMessagesByBytes() throws Exception {
    try (Mosquitto broker = Mosquitto.start(folder);
        Upstream upstream = new Upstream(broker.url(), "#");
        SinkRig rig =
            SinkRig.start(options(broker).again("send.rows", "100", "send.bytes", "50B"))) {
      rig.context().awaitReport("UP publishes");
      for (int i = 1; i <= 4; i++) {
        rig.add("a", i);
      }
      rig.runUntilConfirmed(4);
      rig.context().await("two messages", () -> upstream.received().size() == 2);
      assertThat(upstream.received())
          .containsExactly(
              "aggregates/a [{\"site\":\"a\",\"n\":1},{\"site\":\"a\",\"n\":2}]",
              "aggregates/a [{\"site\":\"a\",\"n\":3},{\"site\":\"a\",\"n\":4}]");
    }
  }

  @Test
  void shouldSendAMessageThatIsNotFullWhenItHasLingered() throws Exception {
    try (Mosquitto broker = Mosquitto.start(folder);
        Upstream upstream = new Upstream(broker.url(), "#");
        SinkRig rig =
            SinkRig.start(options(broker).again("send.rows", "100", "send.linger", "50ms"))) {
      rig.context().awaitReport("UP publishes");
      rig.add("a", 1);
      assertThat(rig.step()).isZero();
      rig.add("a", 2);
      rig.step();
      // Nobody calls the sink from here on.
      rig.context().await("the message", () -> upstream.received().size() == 1);
      assertThat(upstream.received())
          .containsExactly("aggregates/a [{\"site\":\"a\",\"n\":1},{\"site\":\"a\",\"n\":2}]");
      rig.runUntilConfirmed(2);
    }
  }

  @Test
  void shouldConfirmQos0WhenTheSocketHasIt() throws Exception {
    int rows = 2_000;
    try (Mosquitto broker = Mosquitto.start(folder, "max_queued_messages 100000");
        Upstream upstream = new Upstream(broker.url(), "#");
        SinkRig rig = SinkRig.start(options(broker).again("qos", "0"))) {
      for (int i = 1; i <= rows; i++) {
        rig.add("s", i);
      }
      rig.runUntilConfirmed(rows);
      rig.context().await("all", () -> upstream.received().size() == rows);
      assertThat(upstream.received().stream().map(MqttSinkTest::number))
          .isEqualTo(LongStream.rangeClosed(1, rows).boxed().toList());
    }
  }

  @Test
  void shouldRetainWhenAskedTo() throws Exception {
    try (Mosquitto broker = Mosquitto.start(folder);
        SinkRig rig = SinkRig.start(options(broker).again("retain", "true"))) {
      rig.add("s", 1);
      rig.runUntilConfirmed(1);
      try (Upstream upstream = new Upstream(broker.url(), "#")) {
        rig.context().await("the retained one", () -> upstream.received().size() == 1);
        assertThat(upstream.received())
            .containsExactly("retained aggregates/s {\"site\":\"s\",\"n\":1}");
      }
    }
  }

  /** Reads the next packet, which must publish row {@code n}; returns its packet id. */
  private static int publish(Connection connection, int n) throws Exception {
    Packet packet = connection.expect(ScriptedBroker.PUBLISH_QOS1);
    byte[] body = packet.body();
    int topic = (body[0] & 0xFF) << 8 | (body[1] & 0xFF);
    String payload = new String(body, topic + 4, body.length - topic - 4, StandardCharsets.UTF_8);
    assertThat(payload).isEqualTo("{\"site\":\"s\",\"n\":%d}".formatted(n));
    return (body[topic + 2] & 0xFF) << 8 | (body[topic + 3] & 0xFF);
  }

  private static long number(String message) {
    int at = message.indexOf("\"n\":") + 4;
    return Long.parseLong(message.substring(at, message.indexOf('}', at)));
  }

  private static TestContext options(Mosquitto broker) {
    return options(broker.url());
  }

  private static TestContext options(String url) {
    return TestContext.of("url", url, "topic", "aggregates/{site}");
  }
}
