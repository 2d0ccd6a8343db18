package io.weir.simulator.truth;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Compares the groups that arrived with the groups that must be. */
final class Comparison {

  private static final int MAX_EXAMPLES = 20;
  private static final Comparator<WindowKey> BY_TIME =
      Comparator.comparingLong(WindowKey::startMicros)
          .thenComparing(WindowKey::device)
          .thenComparing(WindowKey::site);

  private final Oracle oracle;
  private final long finalWatermarkMicros;
  private final List<String> missing = new ArrayList<>();
  private final List<String> extra = new ArrayList<>();
  private final List<String> wrong = new ArrayList<>();
  private long windows;
  private long open;
  private long unknown;
  private long missingCount;
  private long extraCount;
  private long wrongCount;

  Comparison(Oracle oracle, long finalWatermarkMicros) {
    this.oracle = oracle;
    this.finalWatermarkMicros = finalWatermarkMicros;
  }

  /** Counts rows that fit nothing, with examples. */
  void extra(long count, List<String> examples) {
    extraCount += count;
    extra.addAll(examples);
  }

  /** Counts rows that contradict others, with examples. */
  void wrong(long count, List<String> examples) {
    wrongCount += count;
    wrong.addAll(examples);
  }

  void compare(List<UpstreamRow> rows) {
    Map<WindowKey, UpstreamRow> arrived = new HashMap<>();
    for (UpstreamRow row : rows) {
      UpstreamRow earlier = arrived.putIfAbsent(row.key(), row);
      if (isOpen(row.key()) || oracle.unknown().contains(row.key())) {
        continue;
      }
      if (earlier != null) {
        extraCount++;
        example(extra, row.key(), "came twice: " + with(earlier) + " and " + with(row));
      } else if (!oracle.windows().containsKey(row.key())) {
        extraCount++;
        example(extra, row.key(), "should not be there, came with " + with(row));
      }
    }
    expected(arrived);
  }

  private void expected(Map<WindowKey, UpstreamRow> arrived) {
    unknown = oracle.unknown().stream().filter(key -> !isOpen(key)).count();
    List<WindowKey> keys = new ArrayList<>(oracle.windows().keySet());
    keys.sort(BY_TIME);
    for (WindowKey key : keys) {
      if (isOpen(key)) {
        open++;
      } else if (!oracle.unknown().contains(key)) {
        windows++;
        WindowSum truth = oracle.windows().getOrDefault(key, new WindowSum());
        judge(key, truth, arrived.get(key));
      }
    }
  }

  private void judge(WindowKey key, WindowSum truth, @Nullable UpstreamRow row) {
    if (row == null) {
      missingCount++;
      example(missing, key, "did not come, expected " + truth.describe());
    } else if (!truth.matches(row)) {
      wrongCount++;
      example(wrong, key, "came with " + with(row) + ", expected " + truth.describe());
    }
  }

  private boolean isOpen(WindowKey key) {
    return oracle.endMicros(key) > finalWatermarkMicros;
  }

  private static String with(UpstreamRow row) {
    return row.describe() + (row.id() == null ? "" : " as " + row.id());
  }

  private static void example(List<String> examples, WindowKey key, String what) {
    if (examples.size() < MAX_EXAMPLES) {
      examples.add(key.describe() + ' ' + what);
    }
  }

  Verification result(
      FateCounter fates, @Nullable Fates gateway, long repeated, List<String> problems) {
    return new Verification(
        fates.sent(),
        fates.certain(),
        gateway,
        windows,
        open,
        unknown,
        missingCount,
        extraCount,
        wrongCount,
        repeated,
        missing,
        extra,
        wrong,
        problems);
  }
}
