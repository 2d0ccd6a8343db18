package io.weir.simulator.truth;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.simulator.fleet.Roster.TableRow;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/**
 * Compares the oracle with a gateway written in another way: window by window, in arrival order.
 */
class OracleTest {

  private static final long SECOND = 1_000_000;
  private static final Map<String, TableRow> TABLE =
      Map.of(
          "a",
          new TableRow(5, "north"),
          "b",
          new TableRow(3, "south"),
          "c",
          new TableRow(1, "south"));
  private static final Meaning EXACT =
      new Meaning(30 * SECOND, 10 * SECOND, 2 * SECOND, 3600 * SECOND, 3, "temp", 0);

  private static LedgerEntry entry(long index, long due, String device, long seq, long time) {
    Map<String, BigDecimal> values =
        seq % 7 == 3 ? Map.of() : Map.of("temp", BigDecimal.valueOf(seq * 15_625, 6));
    return new LedgerEntry(index, due, device, seq, time, "", values, 1, true);
  }

  private static List<LedgerEntry> randomRun(Random random, long maxDelay) {
    List<LedgerEntry> run = new ArrayList<>();
    long due = 0;
    for (int i = 0; i < 400; i++) {
      due += random.nextInt(500_000);
      long time = due - (random.nextInt(4) == 0 ? (long) (random.nextDouble() * maxDelay) : 0);
      String device = List.of("a", "b", "c", "d").get(random.nextInt(4));
      switch (random.nextInt(20)) {
        case 0 -> run.add(new LedgerEntry(i, due, device, i, time, "garbage", Map.of(), 1, true));
        case 1 -> run.add(entry(i, due, device, i, time + 7200 * SECOND));
        case 2 -> {
          if (!run.isEmpty()) {
            LedgerEntry again = run.get(random.nextInt(run.size()));
            run.add(
                new LedgerEntry(
                    i,
                    due,
                    again.device(),
                    again.seq(),
                    again.timeMicros(),
                    again.malformed(),
                    again.values(),
                    1,
                    true));
          }
        }
        default -> run.add(entry(i, due, device, i, time));
      }
    }
    return run;
  }

  private static Oracle oracle(Meaning meaning, List<LedgerEntry> run) {
    Oracle oracle = new Oracle(meaning, 0, TABLE);
    run.forEach(oracle::take);
    oracle.end();
    return oracle;
  }

  private static Map<String, String> known(Oracle oracle) {
    Map<String, String> windows = new TreeMap<>();
    oracle.windows().forEach((key, sum) -> windows.put(key.describe(), sum.describe()));
    oracle.unknown().forEach(key -> windows.remove(key.describe()));
    return windows;
  }

  @RepeatedTest(30)
  void shouldAgreeWithAPlainGatewayWhenTheOrderIsKnown(RepetitionInfo info) {
    int seed = info.getCurrentRepetition();
    List<LedgerEntry> run = randomRun(new Random(seed), 60 * SECOND);

    Oracle oracle = oracle(EXACT, run);
    PlainGateway gateway = new PlainGateway(EXACT, TABLE);
    run.forEach(gateway::receive);

    assertThat(oracle.unknown()).as("seed %d", seed).isEmpty();
    assertThat(known(oracle)).as("seed %d", seed).isEqualTo(gateway.windows());
    assertThat(oracle.fates().certain()).as("seed %d", seed).isEqualTo(gateway.fates());
    assertThat(gateway.fates().late()).as("seed %d", seed).isPositive();
    assertThat(FateCheck.problems(oracle.fates(), gateway.fates())).as("seed %d", seed).isEmpty();
  }

  @RepeatedTest(30)
  void shouldNeverClaimWhatAnotherOrderOfArrivalCouldRefute(RepetitionInfo info) {
    int seed = info.getCurrentRepetition();
    Random random = new Random(seed);
    long skew = 800_000;
    List<LedgerEntry> run = randomRun(random, 40 * SECOND);

    Oracle oracle = oracle(EXACT.withSkewMicros(skew), run);
    Map<String, String> known = known(oracle);
    Set<String> unknown = new HashSet<>();
    oracle.unknown().forEach(key -> unknown.add(key.describe()));

    assertThat(known).as("seed %d", seed).isNotEmpty();
    for (int round = 0; round < 20; round++) {
      PlainGateway gateway = new PlainGateway(EXACT, TABLE);
      overtaking(run, skew, random).forEach(gateway::receive);
      Map<String, String> windows = gateway.windows();
      windows.keySet().removeAll(unknown);
      assertThat(windows).as("seed %d, round %d", seed, round).isEqualTo(known);
      assertThat(FateCheck.problems(oracle.fates(), gateway.fates()))
          .as("seed %d, round %d", seed, round)
          .isEmpty();
    }
  }

  /** An order of arrival in which nothing overtakes what is due earlier by more than the skew. */
  private static List<LedgerEntry> overtaking(List<LedgerEntry> run, long skew, Random random) {
    record Arrival(double at, LedgerEntry entry) {}
    List<Arrival> arrivals = new ArrayList<>();
    Map<String, Double> last = new TreeMap<>();
    for (LedgerEntry entry : run) {
      // Messages of one device share a connection and keep their order.
      double at = entry.dueMicros() + random.nextDouble() * skew;
      at = Math.max(at, last.getOrDefault(entry.device(), 0.0));
      last.put(entry.device(), at);
      arrivals.add(new Arrival(at, entry));
    }
    arrivals.sort(Comparator.comparingDouble(Arrival::at));
    return arrivals.stream().map(Arrival::entry).toList();
  }

  @Test
  void shouldSetAsideWhatTheOrderOfArrivalDecides() {
    // The watermark passes 30 s at about the time when the record of 29 s comes.
    List<LedgerEntry> run =
        List.of(
            entry(0, 0, "a", 1, 0),
            entry(1, 32 * SECOND, "b", 1, 32 * SECOND),
            entry(2, 32 * SECOND + 1000, "a", 2, 29 * SECOND));

    Oracle oracle = oracle(EXACT.withSkewMicros(500_000), run);

    assertThat(oracle.unknown()).containsExactly(new WindowKey(0, "a", "north"));
    assertThat(oracle.fates().inDoubtInQuery()).isEqualTo(1);
    assertThat(oracle(EXACT, run).unknown()).isEmpty();
  }

  @Test
  void shouldNotTrustWhatWasNeverAcknowledged() {
    LedgerEntry lost =
        new LedgerEntry(1, 100, "a", 2, 100, "", Map.of("temp", BigDecimal.ONE), 2, false);

    Oracle oracle = oracle(EXACT, List.of(entry(0, 0, "a", 1, 0), lost));

    assertThat(oracle.unknown()).hasSize(3);
    assertThat(oracle.fates().sent()).isEqualTo(1);
    assertThat(oracle.fates().certain().accepted()).isEqualTo(1);
    assertThat(oracle.fates().inDoubtAtSource()).isEqualTo(2);
  }

  @Test
  void shouldDoubtAnEventTimeThatIsJustAheadOfTheLimit() {
    List<LedgerEntry> run = List.of(entry(0, 0, "a", 1, 3600 * SECOND + 1));

    assertThat(oracle(EXACT, run).fates().inDoubtAtSource()).isEqualTo(1);
    assertThat(oracle(EXACT.withoutMaxAhead(), run).fates().certain().accepted()).isEqualTo(1);
  }
}
