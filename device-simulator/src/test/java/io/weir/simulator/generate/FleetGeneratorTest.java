package io.weir.simulator.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.weir.simulator.fleet.Fleet;
import io.weir.simulator.fleet.FleetFile;
import io.weir.simulator.generate.Emission.Kind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FleetGeneratorTest {

  private static List<String> texts(List<Emission> emissions) {
    return emissions.stream().map(e -> e.dueMicros() + " " + e.topic() + " " + text(e)).toList();
  }

  private static String text(Emission emission) {
    return new String(emission.payload(), StandardCharsets.ISO_8859_1);
  }

  private static long measuredAt(Emission emission) {
    return emission.timeMicros() - Fleet.FIXED_START_MICROS;
  }

  @Test
  void shouldRepeatItselfForASeedAndOnlyForThat() {
    Fleet demo = FleetFile.demo();

    List<String> first = texts(Fleets.emissions(demo, 5));

    assertThat(texts(Fleets.emissions(demo, 5))).isEqualTo(first);
    assertThat(texts(Fleets.emissions(demo.withSeed(7), 5))).isNotEqualTo(first);
  }

  @Test
  void shouldEmitInTheOrderOfTimeAndNumberWithoutGap() {
    List<Emission> emissions = Fleets.emissions(FleetFile.demo(), 20);

    for (int i = 1; i < emissions.size(); i++) {
      assertThat(emissions.get(i).index()).isEqualTo(i);
      assertThat(emissions.get(i).dueMicros())
          .isGreaterThanOrEqualTo(emissions.get(i - 1).dueMicros());
    }
  }

  @Test
  void shouldKeepTheDeclaredRate() {
    assertThat(Fleets.emissions(Fleets.of(), 100)).hasSize(1000);
    assertThat(Fleets.emissions(Fleets.of("jitter: 50%"), 100).size()).isBetween(990, 1000);
  }

  @Test
  void shouldWritePayloadsWithExactValues() {
    Emission first = Fleets.emissions(Fleets.of("jitter: 10%"), 1).get(0);

    assertThat(text(first))
        .startsWith("{\"device\":\"" + first.device().id() + "\",\"seq\":1,\"ts\":")
        .contains("\"temp\":" + first.values().get("temp").stripTrailingZeros().toPlainString());
    assertThat(first.topic()).startsWith("plant/");
    assertThat(first.timeMicros() % 1000).isZero();
  }

  @Test
  void shouldLeaveFieldsOut() {
    List<Emission> emissions = Fleets.emissions(Fleets.of(), 100);

    long without = emissions.stream().filter(e -> !e.values().containsKey("hum")).count();
    assertThat(without).isBetween(150L, 250L);
    assertThat(emissions)
        .allSatisfy(
            e -> assertThat(text(e).contains("hum")).isEqualTo(e.values().containsKey("hum")));
  }

  @Test
  void shouldDelayTheDeclaredShare() {
    List<Emission> emissions =
        Fleets.emissions(Fleets.of("out-of-order: {share: 10%, delay: 600ms..700ms}"), 100);

    List<Long> delays = emissions.stream().map(e -> e.dueMicros() - measuredAt(e)).toList();
    assertThat(delays.stream().filter(d -> d >= 600_000).count()).isBetween(60L, 140L);
    assertThat(delays).allMatch(d -> d < 1000 || (d >= 600_000 && d < 702_000));
  }

  @Test
  void shouldRepeatReadingsByteByByte() {
    List<Emission> emissions =
        Fleets.emissions(Fleets.of("duplicates: {share: 10%, delay: 0ms..400ms}"), 100);

    Map<String, Emission> readings = new HashMap<>();
    int duplicates = 0;
    for (Emission emission : emissions) {
      if (emission.fate() == Kind.DUPLICATE) {
        duplicates++;
        Emission original = readings.get(text(emission));
        assertThat(original).isNotNull();
        assertThat(emission.dueMicros() - original.dueMicros()).isBetween(0L, 400_000L);
      } else {
        readings.put(text(emission), emission);
      }
    }
    assertThat(duplicates).isBetween(60, 140);
  }

  @Test
  void shouldStartTheSequenceAnewAtAReboot() {
    List<Emission> emissions =
        Fleets.emissions(Fleets.of("reboot: {every: 20s..30s, takes: 3s}"), 100);

    Map<String, Long> lastSeq = new HashMap<>();
    Map<String, Long> lastTime = new HashMap<>();
    int reboots = 0;
    for (Emission emission : emissions) {
      String device = emission.device().id();
      long before = lastSeq.getOrDefault(device, 0L);
      if (emission.seq() != before + 1) {
        reboots++;
        assertThat(emission.seq()).isEqualTo(1);
        assertThat(emission.timeMicros() - lastTime.get(device)).isGreaterThan(2_900_000);
      }
      lastSeq.put(device, emission.seq());
      lastTime.put(device, emission.timeMicros());
    }
    assertThat(reboots).isBetween(5 * 2, 5 * 5);
  }

  @Test
  void shouldKeepReadingsWhileOfflineAndSendThemInABurst() {
    List<Emission> emissions =
        Fleets.emissions(
            Fleets.of("offline: {every: 30s, lasts: 20s, buffer: 1000, burst: 100/s}"), 90);

    // Offline from 30 to 50 s and from about 80 s on.
    assertThat(emissions).noneMatch(e -> e.dueMicros() > 30_500_000 && e.dueMicros() < 50_000_000);
    List<Emission> kept =
        emissions.stream().filter(e -> e.dueMicros() - measuredAt(e) > 500_000).toList();
    assertThat(kept).hasSizeBetween(5 * 38, 5 * 42);
    assertThat(kept).allMatch(e -> e.dueMicros() < 51_000_000);
    Set<String> numbers = new HashSet<>();
    emissions.forEach(e -> numbers.add(e.device().id() + e.seq()));
    assertThat(numbers).hasSameSizeAs(emissions);
  }

  @Test
  void shouldDropTheNewestOrTheOldestWhenTheBufferIsFull() {
    String outage = "offline: {at-start: 10m, buffer: 4, when-full: %s}";

    List<Emission> newest =
        Fleets.emissions(Fleets.of("start-after: 5s", outage.formatted("drop-newest")), 10);
    List<Emission> oldest =
        Fleets.emissions(Fleets.of("start-after: 5s", outage.formatted("drop-oldest")), 10);

    assertThat(newest).allMatch(e -> e.dueMicros() >= 5_000_000);
    assertThat(newest.stream().filter(e -> measuredAt(e) < -590_000_000L)).hasSize(5 * 4);
    assertThat(
            newest.stream().filter(e -> measuredAt(e) > -590_000_000L && measuredAt(e) < 4_900_000))
        .isEmpty();
    assertThat(oldest.stream().filter(e -> measuredAt(e) < 2_000_000)).isEmpty();
    assertThat(oldest.stream().filter(e -> measuredAt(e) < 5_000_000).count()).isEqualTo(5 * 4);
  }

  @Test
  void shouldSetClocksWrong() {
    List<Emission> emissions =
        Fleets.emissions(Fleets.of("clock: {offset: 1h..2h, drift: 1000ppm}"), 1000);

    Map<String, List<Double>> offsets = new HashMap<>();
    for (Emission e : emissions) {
      offsets
          .computeIfAbsent(e.device().id(), k -> new ArrayList<>())
          .add((measuredAt(e) - e.dueMicros()) / 1e6);
    }
    assertThat(offsets.values())
        .allSatisfy(
            list -> {
              assertThat(list.get(0)).isBetween(3600.0 - 0.01, 7200.01);
              assertThat(list.get(list.size() - 1) - list.get(0)).isEqualTo(1, within(0.01));
            });
    assertThat(offsets.values().stream().map(list -> list.get(0)).distinct()).hasSize(5);
  }

  @Test
  void shouldMarkTheDeclaredShareAsRetained() {
    List<Emission> emissions = Fleets.emissions(Fleets.of("retained: 10%"), 100);

    assertThat(emissions.stream().filter(Emission::retained).count()).isBetween(60L, 140L);
  }

  @Test
  void shouldKeepTenThousandDevicesInASmallHeap() {
    Runtime runtime = Runtime.getRuntime();
    Fleet fleet = FleetFile.demo().scaled(10_000, 20_000);
    FleetGenerator generator =
        new FleetGenerator(
            fleet, io.weir.simulator.fleet.Roster.of(fleet), Fleet.FIXED_START_MICROS);
    for (int i = 0; i < 200_000; i++) {
      generator.next();
    }
    System.gc();
    long used = runtime.totalMemory() - runtime.freeMemory();
    assertThat(generator.roster().size()).isEqualTo(10_000);
    assertThat(used).isLessThan(64L << 20);
  }
}
