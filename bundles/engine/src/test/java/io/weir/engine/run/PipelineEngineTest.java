package io.weir.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.api.Fate;
import io.weir.engine.definition.PipelineDefinition;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PipelineEngineTest {

  private static final long SECOND = 1_000_000;
  private static final long DELAY = EngineRig.DELAY;
  private static final long WINDOW = EngineRig.WINDOW;

  @TempDir Path folder;

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void shouldEqualAFoldOverTheRecordsWhateverCrashesAndCutsThereWere(long seed) throws Exception {
    Random random = new Random(seed);
    List<String> lines = lines(random, 4_000);
    ListSource source = new ListSource(lines).breakingOneIn(random.nextInt(2) * 500, random);
    Upstream upstream = new Upstream(random);
    ManualClock clock = new ManualClock(100_000 * SECOND);
    PipelineDefinition definition =
        EngineRig.definition(source, upstream, random.nextBoolean() ? 0 : 100_000, -1);
    PipelineEngine engine = EngineRig.open(definition, folder, clock);
    int crashes = 0;
    int steps = 0;
    while (!engine.finished()) {
      clock.advance(random.nextInt(60_000));
      source.arrive(random.nextInt(40));
      engine.doWork();
      if (random.nextInt(3) > 0) {
        engine.sinks().get(0).doWork();
      }
      if (random.nextInt(25) == 0) {
        engine.abandon();
        engine = EngineRig.open(definition, folder, clock);
        crashes++;
      } else if (random.nextInt(80) == 0) {
        engine.close();
        engine = EngineRig.open(definition, folder, clock);
      }
      assertThat(++steps).as("seed %d: does not end", seed).isLessThan(100_000);
    }
    Oracle oracle = new Oracle(lines);
    assertThat(upstream.conflict()).as("seed %d", seed).isEmpty();
    assertThat(List.copyOf(upstream.rows().values()))
        .as("seed %d, %d crashes", seed, crashes)
        .containsExactlyElementsOf(oracle.rows());
    assertThat(crashes).isPositive();
    var stage = engine.core().sources().get(0);
    assertThat(stage.fates(Fate.ACCEPTED)).isEqualTo(oracle.accepted);
    assertThat(stage.fates(Fate.DUPLICATE)).isEqualTo(oracle.duplicates);
    assertThat(stage.fates(Fate.REJECTED)).isEqualTo(oracle.rejected);
    QueryNode query = engine.core().queries().get(0);
    assertThat(query.fates(Fate.LATE)).isEqualTo(oracle.late);
    assertThat(query.fates(Fate.AGGREGATED)).isEqualTo(oracle.accepted - oracle.late);
    assertThat(source.acknowledged()).isEqualTo(lines.size());
    engine.close();
  }

  /** Record by record: watermark, identity, lateness, sums. */
  private static final class Oracle {
    private final Map<Long, Map<String, double[]>> windows = new TreeMap<>();
    private final List<String> rows = new ArrayList<>();
    private long greatest = Long.MIN_VALUE;
    private long accepted;
    private long duplicates;
    private long rejected;
    private long late;

    Oracle(List<String> lines) {
      Set<String> seen = new HashSet<>();
      for (String line : lines) {
        String[] parts = line.split(",", -1);
        if (parts.length != 4) {
          rejected++;
        } else if (!seen.add(parts[0] + "," + parts[1])) {
          duplicates++;
        } else {
          take(parts[0], Long.parseLong(parts[2]), Double.parseDouble(parts[3]));
        }
      }
    }

    private void take(String device, long micros, double temp) {
      accepted++;
      long end = Math.floorDiv(micros, WINDOW) * WINDOW + WINDOW;
      if (greatest != Long.MIN_VALUE && end <= greatest - DELAY) {
        late++;
      } else {
        double[] sums =
            windows
                .computeIfAbsent(end, e -> new TreeMap<>())
                .computeIfAbsent(device, d -> new double[2]);
        sums[0]++;
        sums[1] += temp;
      }
      greatest = Math.max(greatest, micros);
      windows.entrySet().removeIf(window -> close(window.getKey(), window.getValue()));
    }

    private boolean close(long end, Map<String, double[]> groups) {
      if (end > greatest - DELAY) {
        return false;
      }
      Instant start = Instant.EPOCH.plus(end - WINDOW, ChronoUnit.MICROS);
      groups.forEach(
          (device, s) -> rows.add(start + "," + device + "," + (long) s[0] + "," + s[1]));
      return true;
    }

    List<String> rows() {
      return rows;
    }
  }

  private static List<String> lines(Random random, int count) {
    List<String> lines = new ArrayList<>();
    long micros = 50_000 * SECOND;
    for (int i = 0; i < count; i++) {
      micros += random.nextInt(40_000);
      long at = micros - (random.nextInt(20) == 0 ? random.nextInt(30_000_000) : 0);
      String line =
          "d" + random.nextInt(20) + "," + i + "," + at + "," + random.nextInt(640) / 64.0;
      lines.add(random.nextInt(50) == 0 ? "broken" : line);
      if (random.nextInt(30) == 0) {
        lines.add(lines.get(random.nextInt(lines.size())));
      }
    }
    return lines;
  }
}
