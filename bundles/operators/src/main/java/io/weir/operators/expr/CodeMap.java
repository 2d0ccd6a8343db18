package io.weir.operators.expr;

import io.weir.api.data.Dictionary;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Remembers the codes that texts of other dictionaries have in one dictionary. */
final class CodeMap {

  private static final int SOURCES = 4;
  private static final int MAX_CODES = 1 << 16;

  private final @Nullable Dictionary[] sources = new @Nullable Dictionary[SOURCES];
  private final int[][] maps = new int[SOURCES][0]; // code + 1 in the target; 0 is not known
  private @Nullable Dictionary target;
  private int next;

  int translate(Dictionary source, int code, Dictionary into) {
    if (source == into) {
      return code;
    }
    if (into != target) {
      Arrays.fill(sources, null);
      target = into;
    }
    if (code >= MAX_CODES) {
      return into.codeOf(source, code);
    }
    int slot = slotOf(source);
    int[] map = maps[slot];
    if (code >= map.length) {
      map = Arrays.copyOf(map, Math.max(source.size(), code + 1));
      maps[slot] = map;
    }
    if (map[code] == 0) {
      map[code] = into.codeOf(source, code) + 1;
    }
    return map[code] - 1;
  }

  private int slotOf(Dictionary source) {
    for (int i = 0; i < SOURCES; i++) {
      if (sources[i] == source) {
        return i;
      }
    }
    int slot = next;
    next = (next + 1) % SOURCES;
    sources[slot] = source;
    maps[slot] = new int[0];
    return slot;
  }
}
