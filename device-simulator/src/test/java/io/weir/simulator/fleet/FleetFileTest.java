package io.weir.simulator.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FleetFileTest {

  private static final String GOOD =
      """
      fleet: small
      topic: plant/{line}/readings
      kinds:
        press:
          count: 3
          rate: 2/s
          fields:
            temp: {model: constant, value: 20.5}
      """;

  @Test
  void shouldReadTheFleetOfTheDemo() {
    Fleet demo = FleetFile.demo();

    assertThat(demo.devices()).isEqualTo(1000);
    assertThat(demo.ratePerSecond()).isEqualTo(2000, within(1e-6));
    assertThat(demo.startMicros()).isEmpty();
    assertThat(demo.kinds()).extracting(DeviceKind::name).contains("press", "roaming");
  }

  @Test
  void shouldFillInWhatAFileLeavesOut() {
    Fleet fleet = FleetFile.read("fleet.yaml", GOOD);

    assertThat(fleet.seed()).isEqualTo(1);
    assertThat(fleet.qos()).isEqualTo(1);
    assertThat(fleet.payload()).isEqualTo(Fleet.Payload.DEFAULT);
    DeviceKind press = fleet.kinds().get(0);
    assertThat(press.periodMicros()).isEqualTo(500_000);
    assertThat(press.offline()).isNull();
    assertThat(press.fields().get(0).resolution()).isEqualTo(Resolution.DEFAULT);
  }

  @Test
  void shouldReadEveryKeyOfAKind() {
    Fleet fleet =
        FleetFile.read(
            "fleet.yaml",
            """
            fleet: full
            seed: -7
            start: 2026-01-01T00:00:00Z
            topic: '{kind}/{device}'
            lines: [a, on]
            qos: 2
            payload: {device: d, seq: s, time: t, time-as: iso}
            table: {absent: 50%, priorities: 3..3, sites: [x]}
            kinds:
              k:
                count: 2
                id: dev{n}
                every: 1m
                jitter: 50%
                start-after: 1s..2s
                fields:
                  a: {model: sine, mean: 1, amplitude: 2, period: 3s, noise: 0.5, missing: 10%}
                  b: {model: random-walk, start: 1, step: 1, min: 0, max: 2, resolution: 0.01}
                  c: {model: step-fault, normal: 1, fault: 2, every: 1m, lasts: 2s}
                  d: {model: drift, start: 1, per-hour: -1}
                  e: {model: battery, half-life: 2h}
                out-of-order: {share: 0.5}
                duplicates: {share: 1%, delay: 0ms..1s}
                malformed: {share: 2%, as: [empty, no-time]}
                retained: 3%
                clock: {offset: -1s..1s, drift: -5ppm..20ppm}
                reboot: {every: 1h..2h}
                offline: {every: 1h, lasts: 5m, buffer: 3, when-full: drop-newest, burst: 5/s}
            """);

    assertThat(fleet.lines()).containsExactly("a", "on");
    assertThat(fleet.startMicros()).hasValue(Fleet.FIXED_START_MICROS);
    DeviceKind kind = fleet.kinds().get(0);
    assertThat(kind.malformed().defects()).containsExactly(Defect.EMPTY, Defect.NO_TIME);
    assertThat(kind.clock())
        .isEqualTo(new DeviceKind.DeviceClock(new Span(-1000000, 1000000), -5, 20));
    assertThat(kind.offline())
        .isEqualTo(
            new DeviceKind.Offline(
                new Span(3_600_000_000L, 3_600_000_000L),
                new Span(300_000_000, 300_000_000),
                0,
                3,
                false,
                200_000));
    assertThat(Roster.of(fleet).get(1).topic()).isEqualTo("k/dev0002");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          count: 3     | cuont: 3                | fleet.yaml:5:5: 'count' is missing in 'kinds.press'; expected a whole number from 1 to 1000000 (is 'cuont' meant to be it?)
          rate: 2/s    | rate: 2/s, color: red   | unknown key 'color' in 'kinds.press'
          rate: 2/s    | rate: fast              | fleet.yaml:6:11: 'rate' in 'kinds.press' is 'fast'; expected a rate such as 2/s
          count: 3     | count: three            | 'count' in 'kinds.press' is 'three'; expected a whole number from 1
          count: 3     | count:                  | 'count' in 'kinds.press' is empty; expected a whole number
          count: 3     | count: [3]              | 'count' in 'kinds.press' is a list; expected a whole number
          fleet: small | flet: small             | 'fleet' is missing at the top of the file
          constant     | constnt                 | 'model' in 'kinds.press.fields.temp' is 'constnt'; did you mean 'constant'?
          20.5         | warm                    | fleet.yaml:8:38: 'value' in 'kinds.press.fields.temp' is 'warm'; expected a number
          /readings    | /#                      | fleet.yaml:2:8: 'topic' at the top of the file is 'plant/{line}/#'
          fleet: small | fleet: [                | not valid YAML 1.2
          """)
  void shouldSayWhereAFileIsWrong(String good, String bad, String message) {
    String replaced = bad.contains(", ") ? bad.replace(", ", "\n    ") : bad;

    assertThatThrownBy(() -> FleetFile.read("fleet.yaml", GOOD.replace(good, replaced)))
        .isInstanceOf(FleetFileException.class)
        .hasMessageContaining(message)
        .hasMessageStartingWith("fleet.yaml:");
  }

  @Test
  void shouldSuggestTheNearestKey() {
    String yaml = GOOD.replace("    rate: 2/s\n", "    rate: 2/s\n    jiter: 10%\n");

    assertThatThrownBy(() -> FleetFile.read("fleet.yaml", yaml))
        .hasMessageStartingWith(
            "fleet.yaml:7:5: unknown key 'jiter' in 'kinds.press'; did you mean 'jitter'?");
  }

  @Test
  void shouldRefuseAKeyThatStandsTwice() {
    assertThatThrownBy(() -> FleetFile.read("fleet.yaml", GOOD + "fleet: again\n"))
        .hasMessage("fleet.yaml:9:1: 'fleet' stands twice at the top of the file; remove one");
  }

  @Test
  void shouldRefuseDevicesOfOneId() {
    String yaml = GOOD.replace("    rate: 2/s\n", "    rate: 2/s\n    id: same\n");

    assertThatThrownBy(() -> FleetFile.read("fleet.yaml", yaml))
        .hasMessageContaining("put {n} into 'id'");
  }

  @Test
  void shouldSayThatAFileIsNotThere() {
    assertThatThrownBy(() -> FleetFile.read(Path.of("nowhere.yaml")))
        .hasMessage("nowhere.yaml: there is no such file; expected a fleet in YAML");
    assertThatThrownBy(() -> FleetFile.read("fleet.yaml", ""))
        .hasMessage("fleet.yaml: the file is empty; expected a fleet");
  }

  @ParameterizedTest
  @CsvSource({"1000,2000", "50,10", "3,3", "1,1", "10000,100000"})
  void shouldScaleToAsManyDevicesAndMessagesAsAskedFor(int devices, double rate) {
    Fleet scaled = FleetFile.demo().scaled(devices, rate);

    assertThat(scaled.devices()).isEqualTo(devices);
    assertThat(scaled.ratePerSecond()).isEqualTo(rate, within(rate / 1000));
  }

  @Test
  void shouldLeaveTheDeclaredShareOutOfTheTable() {
    Roster roster = Roster.of(FleetFile.demo().scaled(10_000, 10_000));
    Map<String, Roster.TableRow> table = roster.table();

    assertThat(roster.size() - table.size()).isBetween(900, 1100);
    assertThat(table.values()).extracting(Roster.TableRow::priority).containsOnly(1, 2, 3, 4, 5);
    assertThat(roster.priorityCsv().lines()).hasSize(table.size() + 1);
    assertThat(roster.priorityCsv()).startsWith("device,priority,site\npress-");
  }

  @ParameterizedTest
  @CsvSource({"1/64,97,1.515625", "0.25,7,1.75", "0.01,150,1.5", "1,3,3", "1/1024,1,0.0009765625"})
  void shouldKeepValuesExact(String resolution, long units, String value) {
    Resolution step = Resolution.parse(resolution).orElseThrow();

    assertThat(step.value(units)).isEqualByComparingTo(value);
    assertThat(step.units(Double.parseDouble(value))).isEqualTo(units);
    assertThat(Resolution.parse("1/3")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"250ms,250000", "1.5h,5400000000", "-2s,-2000000", "0,0", "7us,7", "1d,86400000000"})
  void shouldReadDurations(String text, long micros) {
    assertThat(Quantities.durationMicros(text)).hasValue(micros);
    assertThat(Quantities.durationMicros(text + "x")).isEmpty();
  }
}
