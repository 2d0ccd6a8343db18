package io.weir.sql.parser;

import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds what a misspelt name probably meant. */
public final class Nearest {

  private Nearest() {}

  /**
   * The nearest of several names, without regard to case.
   *
   * @param name as written
   * @param names those that would be right
   * @return null if none is near: more than a third of the letters differ
   */
  public static @Nullable String to(String name, Collection<String> names) {
    String wanted = name.toLowerCase(Locale.ROOT);
    String best = null;
    int bestDistance = Integer.MAX_VALUE;
    for (String candidate : names) {
      int distance = distance(wanted, candidate.toLowerCase(Locale.ROOT));
      if (distance < bestDistance) {
        best = candidate;
        bestDistance = distance;
      }
    }
    int most = Math.max(1, wanted.length() / 3);
    return bestDistance <= most && bestDistance < wanted.length() ? best : null;
  }

  /** " Did you mean …?", or nothing. */
  public static String hint(String name, Collection<String> names) {
    String nearest = to(name, names);
    return nearest == null ? "" : "; did you mean " + nearest + "?";
  }

  /** Edits between two words, a swap of neighbours counted once (optimal string alignment). */
  static int distance(String a, String b) {
    int[][] edits = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          edits[i][j] = i + j;
          continue;
        }
        int same = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        int least =
            Math.min(Math.min(edits[i - 1][j], edits[i][j - 1]) + 1, edits[i - 1][j - 1] + same);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          least = Math.min(least, edits[i - 2][j - 2] + 1);
        }
        edits[i][j] = least;
      }
    }
    return edits[a.length()][b.length()];
  }
}
