package io.weir.testkit;

import io.weir.api.function.GroupState;
import io.weir.api.function.GroupStateType.Timeout;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a function is shown in a call that does not count, and what it does with it.
 *
 * <p>Thread: one at a time.
 */
final class Rehearsal<S> implements GroupState<S> {

  private final Timeout kind;
  private final Instant time;
  private @Nullable S state;
  private boolean changed;
  private byte @Nullable [] left;
  private @Nullable Object timeout;
  private @Nullable RuntimeException thrown;
  private final List<List<@Nullable Object>> rows = new ArrayList<>();

  Rehearsal(Timeout kind, Instant time, @Nullable S state) {
    this.kind = kind;
    this.time = time;
    this.state = state;
  }

  void output(@Nullable Object[] row) {
    rows.add(Arrays.asList(row.clone()));
  }

  void threw(RuntimeException exception) {
    thrown = exception;
  }

  void leaves(byte @Nullable [] bytes) {
    left = bytes;
  }

  /** Whether a state was put or removed. */
  boolean isChanged() {
    return changed;
  }

  /** The state as the call left it; null for none. */
  @Nullable S left() {
    return state;
  }

  /** Whether another call did the same. What one that throws did before is dropped. */
  boolean same(Rehearsal<S> other) {
    if (thrown != null || other.thrown != null) {
      return String.valueOf(thrown).equals(String.valueOf(other.thrown));
    }
    return changed == other.changed
        && Arrays.equals(left, other.left)
        && Objects.equals(timeout, other.timeout)
        && Values.same(rows, other.rows, 0);
  }

  @Override
  public String toString() {
    if (thrown != null) {
      return "it throws " + thrown;
    }
    String kept =
        !changed ? "as it was" : left == null ? "removed" : "of the bytes " + Arrays.toString(left);
    return "the rows %s, a state %s, the timeout %s".formatted(rows, kept, timeout);
  }

  @Override
  public @Nullable S get() {
    return state;
  }

  @Override
  public void update(S next) {
    state = Objects.requireNonNull(next, "a state is not null; remove() forgets it");
    changed = true;
  }

  @Override
  public void remove() {
    state = null;
    changed = true;
  }

  @Override
  public Instant time() {
    return time;
  }

  @Override
  public void setTimeout(Instant at) {
    set(Timeout.EVENT_TIME, at);
  }

  @Override
  public void setTimeout(Duration duration) {
    set(Timeout.PROCESSING_TIME, duration);
  }

  /** What a gateway refuses is refused when the call is made. */
  private void set(Timeout expected, Object value) {
    timeout = kind == expected ? value : null;
  }
}
