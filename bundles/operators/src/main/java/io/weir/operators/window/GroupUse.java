package io.weir.operators.window;

import io.weir.operators.key.KeyTable;
import java.util.Arrays;

/**
 * How many panes or sessions hold each group. A group that none holds is dormant: its key stays,
 * for it is likely to come back, until dormant ones are most; so memory follows the groups in use,
 * and a steady fleet is never looked up anew.
 *
 * <p>Thread: one at a time.
 */
final class GroupUse {

  /** A group's words, index and uses, roughly. */
  private static final int FIXED_BYTES = 48;

  private static final int SPARED = 1024;

  private final KeyTable keys;
  private int[] uses = new int[64];
  private int live;

  GroupUse(KeyTable keys) {
    this.keys = keys;
  }

  boolean isLive(int group) {
    return group < uses.length && uses[group] > 0;
  }

  int live() {
    return live;
  }

  /** What a group costs, given what its key takes beyond the fixed. */
  static long cost(int extraBytes) {
    return (long) FIXED_BYTES + extraBytes;
  }

  /** Notes one more use; gives the bytes that it costs. */
  long use(int group) {
    if (group >= uses.length) {
      uses = Arrays.copyOf(uses, Math.max(group + 1, uses.length * 2));
    }
    if (uses[group]++ > 0) {
      return 0;
    }
    live++;
    return cost(keys.extraBytes(group));
  }

  /** Notes one use fewer; gives the bytes that it frees. */
  long release(int group) {
    if (--uses[group] > 0) {
      return 0;
    }
    live--;
    return cost(keys.extraBytes(group));
  }

  /** Drops dormant keys if they are most; group ids change. */
  void tidy() {
    if (keys.size() - live > live + SPARED) {
      keys.retain(group -> uses[group] > 0);
    }
  }
}
