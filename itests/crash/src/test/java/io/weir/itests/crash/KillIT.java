package io.weir.itests.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.simulator.broker.Mosquitto;
import io.weir.simulator.truth.Verification;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A gateway killed with SIGKILL at random moments between a fleet and an upstream, on a real
 * broker: nothing is missing, nothing is counted twice, and every record has one fate.
 *
 * <p>This is the test of invariant 2 (acknowledgements wait for the commit) and of invariant 4 (no
 * silent drop) on real processes. The second test shows that the first one would see a gateway that
 * acknowledges too early.
 */
class KillIT {

  private static final int KILLS = 24;
  private static final int KILLS_OF_THE_INSTALLED_ONE = 4;
  private static final int KILLS_OF_THE_WRONG_ONE = 5;

  @TempDir private Path folder;

  @Test
  void shouldLoseAndRepeatNothingWhenKilledAtRandomMoments()
      throws IOException, InterruptedException {
    loseNothing("honest", KILLS);
  }

  /** The distribution as a user runs it. */
  @ParameterizedTest
  @ValueSource(strings = {"felix", "equinox"})
  void shouldLoseAndRepeatNothingInAFramework(String framework)
      throws IOException, InterruptedException {
    loseNothing(framework, KILLS_OF_THE_INSTALLED_ONE);
  }

  private void loseNothing(String variant, int kills) throws IOException, InterruptedException {
    long seed = seed();
    Random random = new Random(seed);
    try (Mosquitto broker = Mosquitto.start(Mosquitto.FAST);
        Campaign campaign = new Campaign(variant, seed, broker.url(), folder)) {
      for (int kill = 0; kill < kills; kill++) {
        // Every second one early: while it starts, opens its store, replays, connects.
        if (kill % 2 == 0) {
          campaign.awaitReceiving();
        }
        assertThat(campaign.gateway().lives(1 + random.nextInt(1500)))
            .withFailMessage(() -> "it ended by itself:\n" + campaign.gateway().lastOutput())
            .isTrue();
        campaign.killAndRestart();
      }
      campaign
          .finish()
          .forEach(
              (strand, found) -> {
                assertThat(found.windows())
                    .as(strand + ": windows compared")
                    .isGreaterThan(20L * kills);
                assertThat(found.ok())
                    .as(strand + ":\n" + found.describe() + "\n" + campaign.gateway().lastOutput())
                    .isTrue();
              });
    }
  }

  @Test
  void shouldSeeWhatIsLostWhenAcknowledgedBeforeTheCommit()
      throws IOException, InterruptedException {
    long seed = seed();
    Random random = new Random(seed);
    try (Mosquitto broker = Mosquitto.start(Mosquitto.FAST);
        Campaign campaign = new Campaign("early", seed, broker.url(), folder)) {
      for (int kill = 0; kill < KILLS_OF_THE_WRONG_ONE; kill++) {
        campaign.awaitReceiving();
        assertThat(campaign.gateway().lives(500 + random.nextInt(500))).isTrue();
        campaign.killAndRestart();
      }
      Map<String, Verification> found = campaign.finish();
      assertThat(found.values())
          .anySatisfy(
              each -> {
                assertThat(each.missing() + each.wrong()).as("windows that differ").isPositive();
                assertThat(each.gateway().accepted())
                    .as("records accepted")
                    .isLessThan(each.expected().accepted());
              });
    }
  }

  private static long seed() {
    long seed = Long.getLong("weir.seed", System.nanoTime());
    System.out.println("seed: -Dweir.seed=" + seed);
    return seed;
  }
}
