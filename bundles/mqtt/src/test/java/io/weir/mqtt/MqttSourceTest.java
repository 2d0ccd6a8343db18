package io.weir.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.api.Fate;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Receiving from a real mosquitto. */
@Timeout(60)
class MqttSourceTest {

  @TempDir Path folder;

  @Test
  void shouldReceiveInOrderWithTopicLevels() throws Exception {
    try (Mosquitto broker = Mosquitto.start(folder);
        SourceRig rig = SourceRig.start(options(broker));
        Publisher device = new Publisher(broker.url())) {
      rig.context().awaitReport("UP receives");

      device.publish("plant/7/readings", "a");
      device.publish("plant/8/readings", "b");
      device.publish("plant/8/other", "not for us");
      device.publish("plant/7/readings", "");

      rig.run("three messages", () -> rig.accepted().size() == 3);
      assertThat(rig.accepted())
          .containsExactly("plant/7/readings a", "plant/8/readings b", "plant/7/readings ");
    }
  }

  @Test
  void shouldReceiveAgainWhatWasNotCommittedBeforeTheNextInstance() throws Exception {
    try (Mosquitto broker = Mosquitto.start(folder);
        Publisher device = new Publisher(broker.url())) {
      SourceRig first = SourceRig.start(options(broker));
      first.context().awaitReport("UP receives");
      device.publish("plant/1/readings", "a");
      first.run("a", () -> first.accepted().size() == 1);
      device.publish("plant/1/readings", "b");
      first.pollUntil("b", () -> first.polled().size() == 1);
      first.close();
      device.publish("plant/1/readings", "c");

      SourceRig second = first.next(first.context().again());
      second.run("b and c", () -> second.accepted().size() == 3);

      assertThat(second.accepted())
          .containsExactly("plant/1/readings a", "plant/1/readings b", "plant/1/readings c");
      assertThat(second.count(Fate.DUPLICATE)).isZero();
      second.close();
    }
  }

  @Test
  void shouldRecogniseWhatWasCommittedButNotAcknowledged() throws Exception {
    try (Mosquitto broker = Mosquitto.start(folder);
        Publisher device = new Publisher(broker.url())) {
      SourceRig first = SourceRig.start(options(broker));
      first.context().awaitReport("UP receives");
      first.run("the subscription noted", () -> !first.source().wantsCommit(System.nanoTime()));
      first.checkpoint();
      device.publish("plant/1/readings", "a");
      device.publish("plant/1/readings", "b");
      first.pollUntil("a and b", () -> first.polled().size() == 2);
      first.commitWithoutAcknowledging();
      first.close();

      SourceRig second = first.next(first.context().again());
      device.publish("plant/1/readings", "c");
      second.run("c", () -> second.accepted().size() == 3);
      assertThat(second.count(Fate.DUPLICATE)).isEqualTo(2);
      second.close();

      // They were acknowledged at once: the session holds nothing any more.
      SourceRig third = second.next(second.context().again());
      device.publish("plant/1/readings", "d");
      third.run("d", () -> third.accepted().size() == 4);
      assertThat(third.count(Fate.DUPLICATE)).isZero();
      assertThat(third.accepted()).hasSize(4);
      third.close();
    }
  }

  @Test
  void shouldTakeARedeliveryOnceWhenTheBrokerIsKilled() throws Exception {
    try (Mosquitto broker = Mosquitto.startPersistent(folder)) {
      SourceRig rig = SourceRig.start(options(broker));
      rig.context().awaitReport("UP receives");
      try (Publisher device = new Publisher(broker.url())) {
        for (int i = 0; i < 5; i++) {
          device.publish("plant/1/readings", "m" + i);
        }
        // mosquitto writes its database after every second change.
        device.publish("unrelated/1", "x", 1, true);
        device.publish("unrelated/2", "x", 1, true);
        rig.pollUntil("five messages", () -> rig.polled().size() == 5);
      }
      broker.kill();
      broker.restart();
      // Redelivered with the same ids and DUP, while the first copies are not committed.
      rig.pollUntil("five duplicates", () -> rig.count(Fate.DUPLICATE) == 5);
      rig.commit();
      try (Publisher device = new Publisher(broker.url())) {
        device.publish("plant/1/readings", "m5");
        rig.run("the sixth", () -> rig.accepted().size() == 6);
      }
      assertThat(rig.accepted())
          .isEqualTo(IntStream.range(0, 6).mapToObj(i -> "plant/1/readings m" + i).toList());
      rig.close();
      // Everything was acknowledged on the connection of the redelivery.
      SourceRig next = rig.next(rig.context().again());
      try (Publisher device = new Publisher(broker.url())) {
        device.publish("plant/1/readings", "m6");
        next.run("the seventh", () -> next.accepted().size() == 7);
      }
      assertThat(next.count(Fate.DUPLICATE)).isZero();
      next.close();
    }
  }

  @Test
  void shouldIgnoreRetainedUnlessAskedFor() throws Exception {
    try (Mosquitto broker = Mosquitto.start(folder);
        Publisher device = new Publisher(broker.url())) {
      device.publish("plant/1/readings", "kept", 1, true);
      try (SourceRig ignoring = SourceRig.start(options(broker));
          SourceRig including =
              SourceRig.start(options(broker).again("retained", "include", "client-id", "other"))) {
        ignoring.context().awaitReport("UP receives");
        including.run("the retained one", () -> including.accepted().size() == 1);
        device.publish("plant/1/readings", "live");
        including.run("the live one", () -> including.accepted().size() == 2);
        ignoring.run("the live one", () -> !ignoring.accepted().isEmpty());
        assertThat(ignoring.accepted()).containsExactly("plant/1/readings live");
      }
    }
  }

  @Test
  void shouldCountWhatOverflowsWithQos0() throws Exception {
    int sent = 12_000;
    try (Mosquitto broker = Mosquitto.start(folder, "max_queued_messages 100000");
        SourceRig rig = SourceRig.start(options(broker).again("qos", "0"));
        Publisher device = new Publisher(broker.url())) {
      rig.context().awaitReport("UP receives");
      device.publishAll("plant/1/readings", "m", sent);
      rig.pollUntil("all", () -> rig.count(Fate.OVERFLOW) + rig.polled().size() == sent);
      assertThat(rig.count(Fate.OVERFLOW)).isPositive();
    }
  }

  @Test
  void shouldHoldBackABrokerThatExceedsTheDeclaredWindow() throws Exception {
    int sent = 40_000;
    try (Mosquitto broker =
            Mosquitto.start(folder, "max_inflight_messages 0", "max_queued_messages 100000");
        SourceRig rig = SourceRig.start(options(broker).again("max-inflight", "20"));
        Publisher device = new Publisher(broker.url())) {
      rig.context().awaitReport("UP receives");
      device.publishAll("plant/1/readings", "m", sent);

      rig.run("all", () -> rig.accepted().size() >= sent);

      List<String> expected =
          IntStream.range(0, sent).mapToObj(i -> "plant/1/readings m" + i).toList();
      assertThat(rig.accepted()).isEqualTo(expected);
      assertThat(rig.context().reported("more than max-inflight")).isFalse();
    }
  }

  @Test
  void shouldLoseNothingWhenMoreComesThanThereIsRoomFor() throws Exception {
    int megabyte = 1 << 20;
    List<Integer> sizes = List.of(7 * megabyte, 10 * megabyte, 1, 2, 3);
    try (Mosquitto broker =
            Mosquitto.start(folder, "max_inflight_messages 0", "max_queued_messages 100000");
        SourceRig rig =
            SourceRig.start(
                options(broker).again("max-inflight", "20").again("max-payload", "12288KB"));
        Publisher device = new Publisher(broker.url())) {
      rig.context().awaitReport("UP receives");
      for (int size : sizes) {
        device.publish("plant/1/readings", "x".repeat(size));
      }
      rig.context().awaitReport("more than max-inflight (20)");

      rig.run("all", () -> rig.accepted().size() >= sizes.size());

      int topic = "plant/1/readings ".length();
      assertThat(rig.accepted()).extracting(text -> text.length() - topic).isEqualTo(sizes);
    }
  }

  @Test
  void shouldRejectWhatIsTooLargeAndGoOn() throws Exception {
    try (Mosquitto broker = Mosquitto.start(folder);
        SourceRig rig = SourceRig.start(options(broker).again("max-payload", "2KB"));
        Publisher device = new Publisher(broker.url())) {
      rig.context().awaitReport("UP receives");
      device.publish("plant/1/readings", "x".repeat(10 << 20));
      device.publish("plant/1/readings", "small");
      rig.run("the small one", () -> rig.accepted().size() == 1);
      assertThat(rig.rejected())
          .containsExactly(
              "plant/1/readings 1024 payload of 10485760 bytes; max-payload allows 2048");
    }
  }

  @Test
  void shouldEndTheOldSubscriptionWhenTheFilterChanges() throws Exception {
    try (Mosquitto broker = Mosquitto.start(folder);
        Publisher device = new Publisher(broker.url())) {
      SourceRig first = SourceRig.start(options(broker));
      first.context().awaitReport("UP receives");
      first.run("the subscription noted", () -> !first.source().wantsCommit(System.nanoTime()));
      first.close();
      device.publish("plant/1/readings", "left behind");

      SourceRig second = first.next(first.context().again("topic", "line/#"));
      second.context().awaitReport("UP receives 'line/#'");
      device.publish("plant/1/readings", "of the old filter");
      device.publish("line/1", "new");
      second.run("the new one", () -> second.accepted().size() == 1);
      assertThat(second.accepted()).containsExactly("line/1 new");
      assertThat(second.rejected())
          .containsExactly(
              "plant/1/readings 11 came for a former subscription of the session; the topic is"
                  + " now 'line/#'");
      second.close();
    }
  }

  @Test
  void shouldNotSubscribeAgainWhereTheSessionLives() throws Exception {
    try (Mosquitto broker = Mosquitto.start(folder)) {
      SourceRig first = SourceRig.start(options(broker));
      first.context().awaitReport("UP receives");
      first.run("the subscription noted", () -> !first.source().wantsCommit(System.nanoTime()));
      first.close();
      SourceRig second = first.next(first.context().again());
      second.context().awaitReport("UP receives");
      second.close();
      assertThat(broker.log().lines().filter(line -> line.contains("Received SUBSCRIBE")))
          .hasSize(1);
    }
  }

  @Test
  void shouldEndTheSessionWhenDisposed() throws Exception {
    try (Mosquitto broker = Mosquitto.start(folder);
        Publisher device = new Publisher(broker.url())) {
      SourceRig first = SourceRig.start(options(broker));
      first.context().awaitReport("UP receives");
      first.source().dispose();
      device.publish("plant/1/readings", "for nobody");
      SourceRig second = SourceRig.start(options(broker));
      second.context().awaitReport("UP receives");
      device.publish("plant/1/readings", "after");
      second.run("the later one", () -> !second.accepted().isEmpty());
      assertThat(second.accepted()).containsExactly("plant/1/readings after");
      second.close();
    }
  }

  @Test
  void shouldEndTheSessionOfAFormerClientId() throws Exception {
    try (Mosquitto broker = Mosquitto.start(folder)) {
      SourceRig first = SourceRig.start(options(broker).again("client-id", "before"));
      first.context().awaitReport("UP receives");
      first.run("the subscription noted", () -> !first.source().wantsCommit(System.nanoTime()));
      first.close();
      SourceRig second = first.next(first.context().again("client-id", "after"));
      second.context().awaitReport("UP receives");
      assertThat(broker.log()).contains("as before (p2, c1");
      second.close();
    }
  }

  @Test
  void shouldRecogniseTwoClientsWithOneId() throws Exception {
    try (Mosquitto broker = Mosquitto.start(folder)) {
      TestContext context = options(broker).again("client-id", "twin");
      try (SourceRig one = SourceRig.start(context);
          SourceRig two = SourceRig.start(context.again())) {
        one.context().awaitReport("another client connects with the same client id 'twin'");
        two.context().awaitReport("another client connects with the same client id 'twin'");
      }
    }
  }

  private static TestContext options(Mosquitto broker) {
    return TestContext.of("url", broker.url(), "topic", "plant/+/readings");
  }
}
