package io.weir.operators.group;

import io.weir.operators.key.KeyTable;
import java.util.Arrays;

/**
 * How many panes, sessions or rows hold each group. A group that none holds is dormant: its key
 * stays, for it is likely to come back, until dormant ones are most; so memory follows the groups
 * in use, and a steady fleet is never looked up anew.
 *
 * <p>Thread: one at a time.
 */
public final class GroupUse {

  /** A group's words, index and uses, roughly. */
  private static final int FIXED_BYTES = 48;

  private static final int SPARED = 1024;

  private final KeyTable keys;
  private int[] uses = new int[64];
  private int[] costs = new int[64]; // of those in use, bytes
  private int live;

  /**
   * No group is held.
   *
   * @param keys the groups
   */
  public GroupUse(KeyTable keys) {
    this.keys = keys;
  }

  /**
   * Whether anything holds a group.
   *
   * @param group its id
   */
  public boolean isLive(int group) {
    return group < uses.length && uses[group] > 0;
  }

  /** The number of groups that something holds. */
  public int live() {
    return live;
  }

  /**
   * What a group costs.
   *
   * @param extraBytes what its key takes beyond the fixed
   * @return bytes
   */
  public static long cost(int extraBytes) {
    return (long) FIXED_BYTES + extraBytes;
  }

  /**
   * Notes one more use.
   *
   * @param group its id
   * @return the bytes that it costs
   */
  public long use(int group) {
    if (group >= uses.length) {
      uses = Arrays.copyOf(uses, Math.max(group + 1, uses.length * 2));
      costs = Arrays.copyOf(costs, uses.length);
    }
    if (uses[group]++ > 0) {
      return 0;
    }
    live++;
    costs[group] = (int) cost(keys.extraBytes(group));
    return costs[group];
  }

  /**
   * Notes one use fewer.
   *
   * @param group its id
   * @return the bytes that it frees
   */
  public long release(int group) {
    if (--uses[group] > 0) {
      return 0;
    }
    live--;
    return costs[group];
  }

  /** Drops dormant keys if they are most; group ids change. */
  public void tidy() {
    if (keys.size() - live > live + SPARED) {
      keys.retain(group -> uses[group] > 0);
    }
  }
}
