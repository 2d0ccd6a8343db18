package io.weir.simulator.truth;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.simulator.fleet.Fleet;
import io.weir.simulator.fleet.FleetFile;
import io.weir.simulator.fleet.Roster;
import io.weir.simulator.fleet.Roster.TableRow;
import io.weir.simulator.generate.Emission;
import io.weir.simulator.generate.Fleets;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TruthTest {

  private static final long SECOND = 1_000_000;
  private static final long START = Fleet.FIXED_START_MICROS;
  private static final Meaning TUMBLING =
      new Meaning(10 * SECOND, 10 * SECOND, 2 * SECOND, 3600 * SECOND, 3, "temp", 0);
  private static final Fates RIGHT = new Fates(3, 0, 0, 0, 3, 0, 0, 0, 0, 0);

  private final Truth truth = new Truth(TUMBLING, START, Map.of("a", new TableRow(4, "north")));

  @BeforeEach
  void shouldHaveSentThreeReadings() {
    send(1, 0, "20.5");
    send(2, 5 * SECOND, "21");
    send(3, 15 * SECOND, "30.25");
  }

  private void send(long seq, long due, String temp) {
    Map<String, BigDecimal> values = Map.of("temp", new BigDecimal(temp));
    truth.sent(new LedgerEntry(seq - 1, due, "a", seq, START + due, "", values, 1, true));
  }

  private void upstream(String json) {
    truth.upstream(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  private static String row(String second, String rest) {
    return "{'window_start':'2026-01-01T00:00:"
        + second
        + ".000Z','device':'a','site':'north',"
        + rest
        + "}";
  }

  private Verification finish() {
    return truth.finish(Long.MAX_VALUE, RIGHT);
  }

  @Test
  void shouldBeContentWhenAllIsRight() {
    upstream(row("00", "'_id':'g/1/p/s/1','n':2,'mean':20.75,'peak':21.0"));
    upstream('[' + row("10", "'_id':'g/1/p/s/2','n':1,'mean':30.25,'peak':30.25") + ']');

    Verification outcome = finish();

    assertThat(outcome.describe()).endsWith("The results are right.");
    assertThat(outcome.ok()).isTrue();
    assertThat(outcome.windows()).isEqualTo(2);
    assertThat(outcome.sent()).isEqualTo(3);
    assertThat(outcome.toJson())
        .contains("\"ok\":true", "\"sent\":3", "\"received\":3", "\"windows\":2", "\"missing\":0")
        .contains("\"fates\":{\"source\":{\"accepted\":3,");
  }

  @Test
  void shouldFindAMissingWindow() {
    upstream(row("10", "'n':1,'mean':30.25,'peak':30.25"));

    Verification outcome = finish();

    assertThat(outcome.missing()).isEqualTo(1);
    assertThat(outcome.ok()).isFalse();
    assertThat(outcome.describe())
        .contains(
            "missing: 2026-01-01T00:00:00Z a (north) did not come, expected n=2 mean=20.75 peak=21.0");
  }

  @Test
  void shouldFindAWrongValueToTheLastBit() {
    upstream(row("00", "'n':2,'mean':20.750000000000004,'peak':21"));
    upstream(row("10", "'n':1,'mean':30.25,'peak':30.25"));

    Verification outcome = finish();

    assertThat(outcome.wrong()).isEqualTo(1);
    assertThat(outcome.wrongExamples().get(0)).contains("came with n=2 mean=20.750000000000004");
  }

  @Test
  void shouldFindRowsThatShouldNotBeThere() {
    upstream(row("00", "'_id':'1','n':2,'mean':20.75,'peak':21"));
    upstream(row("00", "'_id':'2','n':2,'mean':20.75,'peak':21"));
    upstream(row("10", "'n':1,'mean':30.25,'peak':30.25"));
    upstream(row("20", "'n':1,'mean':30.25,'peak':30.25"));
    upstream("{'window_start':7}");
    upstream("not JSON");

    Verification outcome = finish();

    assertThat(outcome.extra()).isEqualTo(4);
    assertThat(outcome.extraExamples())
        .anyMatch(e -> e.contains("came twice"))
        .anyMatch(e -> e.startsWith("2026-01-01T00:00:20Z a (north) should not be there"))
        .anyMatch(e -> e.contains("it lacks one of window_start, device, site, n"))
        .anyMatch(e -> e.startsWith("not a row of the query: not JSON"));
  }

  @Test
  void shouldDropRepeatedDeliveriesUnlessTheyDiffer() {
    upstream(row("00", "'_id':'1','n':2,'mean':20.75,'peak':21"));
    upstream(row("00", "'_id':'1','n':2,'mean':20.75,'peak':21.0"));
    upstream(row("10", "'_id':'2','n':1,'mean':30.25,'peak':30.25"));

    assertThat(truth.snapshot().repeated()).isEqualTo(1);
    assertThat(finish().ok()).isTrue();

    upstream(row("10", "'_id':'2','n':9,'mean':30.25,'peak':30.25"));
    Verification outcome = finish();
    assertThat(outcome.wrong()).isEqualTo(1);
    assertThat(outcome.wrongExamples().get(0)).startsWith("row 2 came as").contains("and again as");
  }

  @Test
  void shouldLeaveOpenWindowsAlone() {
    upstream(row("00", "'n':2,'mean':20.75,'peak':21"));

    Verification outcome = truth.finish(START + 13 * SECOND, RIGHT);

    assertThat(outcome.ok()).isTrue();
    assertThat(outcome.windows()).isEqualTo(1);
    assertThat(outcome.open()).isEqualTo(1);
  }

  @Test
  void shouldFindFatesThatDoNotAddUp() {
    upstream(row("00", "'n':2,'mean':20.75,'peak':21"));
    upstream(row("10", "'n':1,'mean':30.25,'peak':30.25"));

    Verification outcome = truth.finish(Long.MAX_VALUE, new Fates(2, 0, 0, 1, 1, 0, 0, 0, 0, 0));

    assertThat(outcome.ok()).isFalse();
    assertThat(outcome.fateProblems())
        .contains(
            "fate accepted: the gateway counted 2, expected 3",
            "fate overflow: the gateway counted 1, expected 0",
            "fate aggregated: the gateway counted 1, expected 3",
            "the gateway accepted 2 records, but the fates in its query add up to 1");
    Verification redelivered =
        truth.finish(Long.MAX_VALUE, new Fates(3, 5, 0, 0, 3, 0, 0, 0, 0, 0));
    assertThat(redelivered.ok()).isTrue();
  }

  @Test
  void shouldKnowTheRightAnswerAboutTheWholeDemoFleet() {
    Fleet demo = FleetFile.demo();
    Truth about = new Truth(Meaning.DEMO, START, Roster.of(demo).table());
    List<Emission> emissions = Fleets.emissions(demo, 90);

    emissions.forEach(emission -> about.sent(LedgerEntry.of(emission, 1, true)));
    Verification outcome = about.finish(START + 88 * SECOND, null);

    Fates fates = outcome.expected();
    assertThat(outcome.unknown()).isZero();
    assertThat(outcome.sent()).isEqualTo(emissions.size());
    assertThat(fates.received()).isEqualTo(emissions.size());
    assertThat(fates.decided()).isEqualTo(fates.accepted());
    assertThat(fates.late()).isGreaterThan(500);
    assertThat(fates.duplicate()).isGreaterThan(500);
    assertThat(fates.quarantined()).isGreaterThan(1000);
    assertThat(fates.noMatch()).isPositive();
    assertThat(fates.filtered()).isPositive();
    assertThat(outcome.windows()).isGreaterThan(4000);
    assertThat(outcome.missing()).isEqualTo(outcome.windows());
  }

  @Test
  void shouldReadBackTheLedgerItWrote() throws IOException {
    Fleet fleet = Fleets.of("malformed: {share: 10%}", "duplicates: {share: 10%}");
    LedgerHeader header = new LedgerHeader("test", 42, START, 500_000, Roster.of(fleet).table());
    List<LedgerEntry> entries =
        Fleets.emissions(fleet, 20).stream()
            .map(e -> LedgerEntry.of(e, e.index() == 3 ? 2 : 1, e.index() != 5))
            .toList();

    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (LedgerWriter writer = new LedgerWriter(bytes, header)) {
      entries.forEach(writer::sent);
    }

    try (LedgerReader reader = new LedgerReader(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertThat(reader.header()).isEqualTo(header);
      for (LedgerEntry entry : entries) {
        assertThat(reader.next()).isEqualTo(entry);
      }
      assertThat(reader.next()).isNull();
    }
  }

  @Test
  void shouldReadFatesInBothSpellings() throws IOException {
    Fates fates =
        FatesReader.read(
            "{\"source\":{\"accepted\":7,\"duplicate\":1},\"query\":{\"no_match\":2,\"partly-late\":3}}");

    assertThat(fates).isEqualTo(new Fates(7, 1, 0, 0, 0, 2, 0, 0, 0, 3));
  }
}
