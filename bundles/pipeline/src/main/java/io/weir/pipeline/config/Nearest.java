package io.weir.pipeline.config;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds the name that a user meant. */
public final class Nearest {

  private static final int LISTED = 24;

  private Nearest() {}

  /**
   * What a message says behind a name that is not known.
   *
   * @param found the unknown name
   * @param known the names that would have been right
   * @return such as {@code expected a, b; did you mean 'a'?}
   */
  public static String expected(String found, Collection<String> known) {
    if (known.isEmpty()) {
      return "there is none to name";
    }
    String nearest = find(found, known);
    String list =
        known.size() <= LISTED
            ? "expected " + (known.size() > 1 ? "one of " : "") + String.join(", ", known)
            : known.stream()
                .limit(LISTED)
                .collect(Collectors.joining(", ", "expected one of ", ", …"));
    return nearest == null ? list : "did you mean '" + nearest + "'? " + capital(list);
  }

  /**
   * The known name that is nearest to one that is not.
   *
   * @param found the unknown name
   * @param known the names that would have been right
   * @return null if none is near
   */
  public static @Nullable String find(String found, Collection<String> known) {
    String lower = found.toLowerCase(Locale.ROOT);
    String best = null;
    int bestDistance = Math.max(1, (found.length() + 1) / 3) + 1;
    for (String candidate : List.copyOf(known)) {
      int distance = distance(lower, candidate.toLowerCase(Locale.ROOT));
      if (distance < bestDistance) {
        best = candidate;
        bestDistance = distance;
      }
    }
    return best;
  }

  private static String capital(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }

  /** Optimal string alignment: insert, delete, replace, or swap two neighbours. */
  private static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      d[i][0] = i;
    }
    for (int j = 0; j <= b.length(); j++) {
      d[0][j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      for (int j = 1; j <= b.length(); j++) {
        int same = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        d[i][j] = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + same);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
