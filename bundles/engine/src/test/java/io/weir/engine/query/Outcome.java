package io.weir.engine.query;

import io.weir.api.Fate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** All that is seen of a query from outside, as text, so that a difference reads well. */
final class Outcome {

  final List<String> output = new ArrayList<>();
  final List<String> late = new ArrayList<>();
  final List<String> quarantined = new ArrayList<>();
  final List<String> failedResults = new ArrayList<>();
  final Map<Fate, Long> fates = new EnumMap<>(Fate.class);
  long partlyLate;

  /** Counts; less than none where records got further. */
  void fate(Fate fate, long count) {
    if (count != 0) {
      fates.merge(fate, count, (a, b) -> a + b == 0 ? null : a + b);
    }
  }

  /** The order of late and quarantined rows between triggers is no promise. */
  String text() {
    return "output\n  %s\nlate\n  %s\nquarantined\n  %s\nfailed results\n  %s\n%s partly %d"
        .formatted(
            String.join("\n  ", output),
            late.stream().sorted().collect(Collectors.joining("\n  ")),
            quarantined.stream().sorted().collect(Collectors.joining("\n  ")),
            failedResults.stream().sorted().collect(Collectors.joining("\n  ")),
            fates,
            partlyLate);
  }

  /** Whether two texts say the same; fractions may differ by how they were rounded on the way. */
  static boolean isSame(String left, String right) {
    if (left.equals(right)) {
      return true;
    }
    String[] found = left.split("(?<=[\\[\\], =])|(?=[\\[\\], =])");
    String[] expected = right.split("(?<=[\\[\\], =])|(?=[\\[\\], =])");
    if (found.length != expected.length) {
      return false;
    }
    for (int i = 0; i < found.length; i++) {
      if (!found[i].equals(expected[i]) && !isNear(found[i], expected[i])) {
        return false;
      }
    }
    return true;
  }

  private static boolean isNear(String left, String right) {
    try {
      double found = Double.parseDouble(left);
      double expected = Double.parseDouble(right);
      return left.contains(".")
          && right.contains(".")
          && Math.abs(found - expected) <= 1e-9 * Math.max(1, Math.abs(expected));
    } catch (NumberFormatException e) {
      return false;
    }
  }
}
