package io.weir.mqtt;

import io.weir.testkit.SinkHarness;
import io.weir.testkit.SourceHarness;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Source and sink keep the law of their interfaces, with a real mosquitto. */
@Timeout(120)
class MqttLawTest {

  @TempDir Path folder;

  @Test
  void shouldReceiveExactlyOnce() throws Exception {
    try (Mosquitto broker = Mosquitto.start(folder);
        Publisher device = new Publisher(broker.url())) {
      SourceHarness.of(
              new MqttSourceType(),
              run -> {
                String topic = "field/" + run;
                subscribe(broker, "client-" + run, topic);
                for (String payload : List.of("a", "b", "c")) {
                  device.publish(topic, payload);
                }
                return "{url: '%s', topic: %s, client-id: client-%d, max-inflight: 20}"
                    .formatted(broker.url(), topic, run);
              })
          .expect("a", "b", "c");
    }
  }

  /** A session that the broker keeps messages for before the source is started. */
  private static void subscribe(Mosquitto broker, String client, String topic) {
    SourceRig rig =
        SourceRig.start(TestContext.of("url", broker.url(), "topic", topic, "client-id", client));
    rig.context().awaitReport("UP");
    rig.close();
  }

  @Test
  void shouldPublishAtLeastOnce() throws Exception {
    try (Mosquitto broker = Mosquitto.start(folder);
        Upstream upstream = new Upstream(broker.url(), "#")) {
      SinkHarness.of(
              new MqttSinkType(),
              SinkRig.SCHEMA,
              run ->
                  new SinkHarness.Target(
                      "{url: '%s', topic: 'up/%d/{site}', max-inflight: 2}"
                          .formatted(broker.url(), run),
                      () ->
                          upstream.received().stream()
                              .filter(message -> message.startsWith("up/" + run + "/"))
                              .map(message -> message.replaceFirst("up/\\d+/", ""))
                              .toList()))
          .row("north", 1L)
          .row("south", 2L)
          .row("north", 3L)
          .expect(
              "north {\"site\":\"north\",\"n\":1}",
              "south {\"site\":\"south\",\"n\":2}",
              "north {\"site\":\"north\",\"n\":3}");
    }
  }
}
