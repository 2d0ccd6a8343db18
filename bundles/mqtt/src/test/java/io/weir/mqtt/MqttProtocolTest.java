package io.weir.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.api.Fate;
import io.weir.mqtt.ScriptedBroker.Connection;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a broker may do to a receiver, packet by packet. */
@Timeout(60)
class MqttProtocolTest {

  private ScriptedBroker broker;
  private SourceRig rig;

  @BeforeEach
  void start() throws Exception {
    broker = new ScriptedBroker();
    rig = SourceRig.start(TestContext.of("url", broker.url(), "topic", "t"));
  }

  @AfterEach
  void stop() throws Exception {
    broker.close();
    rig.close();
  }

  @Test
  void shouldAcknowledgeInOrderAfterTheCommit() throws Exception {
    try (Connection broker1 = broker.acceptSubscriber(false)) {
      broker1.publish(7, false, "t", "a");
      broker1.publish(3, false, "t", "b");
      rig.pollUntil("a and b", () -> rig.polled().size() == 2);
      rig.commit();
      broker1.expectPuback(7);
      broker1.expectPuback(3);
    }
  }

  @Test
  void shouldAcknowledgeOnlyOnTheConnectionOfTheNewestDelivery() throws Exception {
    try (Connection first = broker.acceptSubscriber(false)) {
      first.publish(7, false, "t", "a");
      rig.pollUntil("a", () -> rig.polled().size() == 1);
    }
    try (Connection second = broker.acceptSubscriber(true)) {
      second.publish(7, true, "t", "a");
      rig.pollUntil("the duplicate", () -> rig.count(Fate.DUPLICATE) == 1);
      second.publish(8, false, "t", "b");
      rig.pollUntil("b", () -> rig.polled().size() == 2);
      rig.commit();
      second.expectPuback(7); // once
      second.expectPuback(8);
      rig.commit();
      second.publish(9, false, "t", "c");
      rig.pollUntil("c", () -> rig.polled().size() == 1);
      rig.commit();
      second.expectPuback(9); // and nothing in between
    }
  }

  @Test
  void shouldNotAcknowledgeANewMessageForAnOldOneOfTheSameId() throws Exception {
    try (Connection first = broker.acceptSubscriber(false)) {
      first.publish(7, false, "t", "a");
      rig.pollUntil("a", () -> rig.polled().size() == 1);
    }
    // The broker lost the session; the same id now stands for another message.
    try (Connection second = broker.acceptSubscriber(false)) {
      rig.commit();
      second.publish(7, false, "t", "b");
      rig.pollUntil("b", () -> rig.polled().size() == 1);
      second.publish(8, false, "t", "c");
      rig.pollUntil("c", () -> rig.polled().size() == 2);
      rig.commit();
      second.expectPuback(7);
      second.expectPuback(8);
      assertThat(rig.accepted()).containsExactly("t a", "t b", "t c");
    }
  }

  @Test
  void shouldAcknowledgeAtOnceWhatIsDurableAlready() throws Exception {
    try (Connection first = broker.acceptSubscriber(false)) {
      first.publish(7, false, "t", "a");
      rig.pollUntil("a", () -> rig.polled().size() == 1);
      rig.commit();
    }
    try (Connection second = broker.acceptSubscriber(true)) {
      second.publish(7, true, "t", "a");
      rig.pollUntil("the duplicate", () -> rig.count(Fate.DUPLICATE) == 1);
      second.expectPuback(7);
    }
  }

  @Test
  void shouldTakeANewMessageWhoseFirstCopyDiedWithTheConnection() throws Exception {
    try (Connection first = broker.acceptSubscriber(false)) {
      first.publish(1, false, "t", "a");
      rig.pollUntil("a", () -> rig.polled().size() == 1);
      rig.commit();
      first.expectPuback(1);
    }
    // Id 1 was free again; "b" went out under it and never came.
    try (Connection second = broker.acceptSubscriber(true)) {
      second.publish(1, true, "t", "b");
      rig.run("b", () -> rig.accepted().size() == 2);
      second.expectPuback(1);
      assertThat(rig.count(Fate.DUPLICATE)).isZero();
    }
  }

  @Test
  void shouldTakeTheSamePayloadAgainUnderAReusedId() throws Exception {
    try (Connection first = broker.acceptSubscriber(false)) {
      for (int i = 1; i <= 3; i++) {
        first.publish(1, false, "t", "on");
        int expected = i;
        rig.run("number " + i, () -> rig.accepted().size() == expected);
        first.expectPuback(1);
      }
      assertThat(rig.count(Fate.DUPLICATE)).isZero();
    }
  }

  @Test
  void shouldNotTellARedeliveryApartByPayloadAlone() throws Exception {
    try (Connection first = broker.acceptSubscriber(false)) {
      first.publish(1, false, "t", "on");
      rig.run("on", () -> rig.accepted().size() == 1);
    }
    try (Connection second = broker.acceptSubscriber(true)) {
      second.publish(2, true, "t", "on"); // another id: another message
      rig.run("on again", () -> rig.accepted().size() == 2);
    }
  }

  @Test
  void shouldRecogniseRedeliveriesOfABrokerThatAlwaysSaysThatItHasNoSession() throws Exception {
    try (Connection first = broker.acceptSubscriber(false)) {
      first.publish(7, false, "t", "a");
      rig.run("a", () -> rig.accepted().size() == 1);
    }
    try (Connection second = broker.acceptSubscriber(false)) {
      second.publish(7, true, "t", "a");
      rig.run("the duplicate", () -> rig.count(Fate.DUPLICATE) == 1);
      second.expectPuback(7);
      assertThat(rig.accepted()).containsExactly("t a");
    }
  }

  @Test
  void shouldKeepWhatCameOnAConnectionWhoseSessionTheBrokerThenLost() throws Exception {
    try (Connection first = broker.acceptSubscriber(false)) {
      first.publish(7, false, "t", "a");
      rig.context().await("a has come", () -> !rigIsEmpty());
    }
    try (Connection second = broker.acceptSubscriber(false)) {
      second.publish(1, false, "t", "b");
      rig.run("both", () -> rig.accepted().size() == 2);
      assertThat(rig.accepted()).containsExactly("t a", "t b");
      second.expectPuback(1);
    }
  }

  private boolean rigIsEmpty() {
    return rig.poll() == 0;
  }

  @Test
  void shouldTellOnceThatTheBrokersWindowIsSmaller() throws Exception {
    stop();
    broker = new ScriptedBroker();
    rig = SourceRig.start(rig.context().again("url", broker.url(), "max-inflight", "1000"));
    int window = 5;
    try (Connection connection = broker.acceptSubscriber(false)) {
      rig.run("the subscription noted", () -> !rig.source().wantsCommit(System.nanoTime()));
      int id = 1;
      for (int round = 0; round < 100 && !rig.context().reported("says 1000"); round++) {
        int end = id + window;
        int first = id;
        while (id < end) {
          connection.publish(id, false, "t", "m" + id);
          id++;
        }
        // No commit but those that the source asks for.
        rig.context()
            .await(
                "a commit",
                () -> {
                  rig.poll();
                  if (rig.source().wantsCommit(System.nanoTime())) {
                    rig.commit();
                  }
                  return rig.accepted().size() == end - 1;
                });
        for (int i = first; i < end; i++) {
          connection.expectPuback(i);
        }
      }
      assertThat(rig.context().reports())
          .filteredOn(report -> report.contains("max-inflight says 1000"))
          .hasSize(1)
          .first()
          .asString()
          .startsWith("DEGRADED")
          .contains("max_inflight_messages 1000", "max-inflight: 5");
    }
  }

  @Test
  void shouldSayThatTheSubscriptionWasRefusedAndTryAgain() throws Exception {
    try (Connection first = broker.accept()) {
      first.connack(false, 0);
      first.suback(0x80);
      rig.context().awaitReport("refused the subscription to 't'");
    }
    try (Connection second = broker.acceptSubscriber(false)) {
      rig.context().awaitReport("UP receives");
      second.publish(1, false, "t", "a");
      rig.run("a", () -> rig.accepted().size() == 1);
    }
  }

  @Test
  void shouldSayThatALowerQosWasGranted() throws Exception {
    try (Connection first = broker.accept()) {
      first.connack(false, 0);
      first.suback(0);
      rig.context().awaitReport("DEGRADED");
      assertThat(rig.context().reports())
          .anyMatch(report -> report.contains("granted QoS 0 for 't' instead of 1"));
    }
  }

  @Test
  void shouldSayWhyTheBrokerRefused() throws Exception {
    String[] reasons = {
      "does not speak MQTT 3.1.1",
      "refused the client id 'weir.edge-1.test.source.readings'",
      "is unavailable",
      "refused user name or password",
      "does not authorise"
    };
    for (int code = 1; code <= 5; code++) {
      try (Connection connection = broker.accept()) {
        connection.connack(false, code);
        rig.context().awaitReport(reasons[code - 1]);
      }
    }
  }

  @Test
  void shouldSayThatSomethingElseAnswers() throws Exception {
    try (Socket socket = broker.acceptSocket()) {
      socket
          .getOutputStream()
          .write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      socket.shutdownOutput();
      rig.context().awaitReport("does not answer like an MQTT broker");
    }
    try (Socket socket = broker.acceptSocket()) {
      socket.getOutputStream().write(new byte[] {0, 1, 2, 3, 4, 5, 6, 7});
      rig.context()
          .await(
              "a second report",
              () ->
                  rig.context().reports().stream()
                          .filter(report -> report.contains("does not answer like"))
                          .count()
                      >= 2);
    }
    try (Connection real = broker.acceptSubscriber(false)) {
      real.publish(1, false, "t", "a");
      rig.run("a", () -> rig.accepted().size() == 1);
    }
  }

  @Test
  void shouldSayThatTheBrokerSentBytesThatAreNotMqttAndConnectAgain() throws Exception {
    try (Connection first = broker.acceptSubscriber(false)) {
      rig.context().awaitReport("UP receives");
      first.write(0x36, 0x07, 0x00, 0x01, 't', 0x00, 0x01, '{', '}'); // there is no QoS 3
      rig.context().awaitReport("sent bytes that are not MQTT");
    }
    try (Connection second = broker.acceptSubscriber(false)) {
      second.publish(1, false, "t", "a");
      rig.run("a", () -> rig.accepted().size() == 1);
    }
  }

  @Test
  void shouldUnsubscribeTheFormerFilterInALivingSession() throws Exception {
    try (Connection first = broker.acceptSubscriber(false)) {
      rig.run("the subscription noted", () -> !rig.source().wantsCommit(System.nanoTime()));
      rig.checkpoint();
      rig.close();
      first.expect(ScriptedBroker.DISCONNECT);
    }
    SourceRig next = rig.next(rig.context().again("topic", "u"));
    try (Connection second = broker.accept()) {
      second.connack(true, 0);
      second.suback(1);
      assertThat(second.unsuback()).isEqualTo("t");
      next.context().awaitReport("UP receives 'u'");
    }
    next.close();
  }
}
