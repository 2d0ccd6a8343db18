package io.weir.operators;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * The memory that the operators of a query may take together. What they count is what the state
 * means, not how arrays have grown: so the budget ends at the same row after a restart.
 *
 * <p>Thread: the one that calls the query; while {@link #assure} holds, any.
 */
public final class StateBudget {

  private final long maxBytes;
  private final String refusal;
  private final List<LongSupplier> users = new ArrayList<>();
  private boolean assured;

  /**
   * A budget that nobody uses yet.
   *
   * @param maxBytes the most that all users may hold
   */
  public StateBudget(long maxBytes) {
    this.maxBytes = maxBytes;
    this.refusal =
        "state-full: the query's state has reached max-state, %d bytes; raise it, or keep less"
            .formatted(maxBytes);
  }

  /**
   * Adds a user.
   *
   * @param bytes gives what it holds at present
   */
  public void share(LongSupplier bytes) {
    users.add(bytes);
  }

  /**
   * Lets users ask for no more than there is room for, as the caller has made sure, so that several
   * threads may do so at once: none looks at what the others hold.
   *
   * @param enough whether that is so from now on
   */
  public void assure(boolean enough) {
    assured = enough;
  }

  /** What is left, bytes; negative once the state is over its budget. */
  public long room() {
    if (assured) {
      return Long.MAX_VALUE;
    }
    long room = maxBytes;
    for (int i = 0; i < users.size(); i++) {
      room -= users.get(i).getAsLong();
    }
    return room;
  }

  /** Why a row that does not fit is quarantined, for people. */
  public String refusal() {
    return refusal;
  }
}
