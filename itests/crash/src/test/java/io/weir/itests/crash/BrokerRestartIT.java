package io.weir.itests.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.simulator.broker.Mosquitto;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broker that stops and starts again under a running gateway, with its sessions on disk. */
class BrokerRestartIT {

  // A third loss within 30 s looks like a client id used twice, and is met with patience.
  private static final int RESTARTS = 2;

  @TempDir private Path folder;

  @Test
  void shouldLoseAndRepeatNothingWhenTheBrokerRestarts() throws IOException, InterruptedException {
    Map<String, String> settings = new HashMap<>(Mosquitto.FAST);
    settings.put("persistence", "true");
    try (Mosquitto broker = Mosquitto.start(settings);
        Campaign campaign = new Campaign("honest", 1, broker.url(), folder)) {
      for (int restart = 0; restart < RESTARTS; restart++) {
        assertThat(campaign.gateway().lives(2_000)).isTrue();
        broker.stop();
        assertThat(campaign.gateway().lives(500)).isTrue();
        broker.restart();
        campaign.awaitReceiving();
      }
      campaign
          .finish()
          .forEach(
              (strand, found) -> {
                assertThat(found.missing() + found.wrong()).as(strand).isZero();
                assertThat(found.ok()).as(strand + ":\n" + found.describe()).isTrue();
              });
    }
  }
}
