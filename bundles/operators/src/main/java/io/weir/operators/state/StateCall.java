package io.weir.operators.state;

import io.weir.api.connector.ByteSink;
import io.weir.api.data.ColumnBuilder;
import io.weir.api.data.Schema;
import io.weir.api.function.GroupState;
import io.weir.api.function.GroupStateType;
import io.weir.api.function.GroupStateType.Timeout;
import io.weir.operators.UserCode;
import io.weir.operators.column.Instants;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One call of a function at a time: what it is shown, and what it wants. Nothing of it holds before
 * the caller takes it over, so a call that throws leaves no trace.
 *
 * <p>Thread: one at a time.
 */
final class StateCall<S> implements GroupState<S> {

  private final GroupStateType<S> type;
  private final Schema schema;
  private final List<ColumnBuilder> checks;
  private final ByteSink scratch = new ByteSink();

  private byte @Nullable [] stored;
  private @Nullable S state;
  private boolean read;
  private boolean changed;
  private long timeMicros;
  private boolean timed;
  private long timeout;
  private final List<@Nullable Object[]> rows = new ArrayList<>();

  StateCall(GroupStateType<S> type, Schema schema) {
    this.type = type;
    this.schema = schema;
    this.checks = schema.fields().stream().map(field -> ColumnBuilder.of(field.type())).toList();
  }

  Timeout kind() {
    return type.timeout();
  }

  /**
   * Hands a row over.
   *
   * @return null, or why the call failed
   */
  @Nullable String update(
      byte @Nullable [] bytes, List<@Nullable Object> key, @Nullable Object[] row, long time) {
    return call(bytes, time, () -> type.update(key, row, this, this::output));
  }

  /**
   * Tells that a key's time has come.
   *
   * @return null, or why the call failed
   */
  @Nullable String timedOut(byte @Nullable [] bytes, List<@Nullable Object> key, long time) {
    return call(bytes, time, () -> type.timedOut(key, this, this::output));
  }

  private @Nullable String call(byte @Nullable [] bytes, long time, Runnable function) {
    stored = bytes;
    state = null;
    read = false;
    changed = false;
    timeMicros = time;
    timed = false;
    rows.clear();
    try {
      function.run();
      write();
      return null;
    } catch (Throwable e) {
      return "the function %s failed: %s".formatted(type.name(), UserCode.failure(e));
    }
  }

  private void write() {
    S present = state;
    if (changed) {
      scratch.clear();
      if (present != null) {
        type.write(present, scratch);
      }
      stored = present == null ? null : scratch.toByteArray();
    }
  }

  /** The state that the call left, as bytes; null for none. */
  byte @Nullable [] stored() {
    return stored;
  }

  /** Whether the call set a timeout. */
  boolean timed() {
    return timed;
  }

  /** The timeout that the call set: a time or a length, microseconds. */
  long timeout() {
    return timeout;
  }

  /** The rows that came out; valid until the next call. */
  List<@Nullable Object[]> rows() {
    return rows;
  }

  private void output(@Nullable Object @Nullable [] row) {
    if (row == null || row.length != schema.size()) {
      throw new IllegalArgumentException(
          "found %s, expected a row of %d values: %s"
              .formatted(row == null ? "null" : "one of " + row.length, schema.size(), schema));
    }
    for (int i = 0; i < row.length; i++) {
      checks.get(i).clear();
      try {
        checks.get(i).append(row[i]);
      } catch (RuntimeException e) {
        throw new IllegalArgumentException(
            "found %s in column %s, expected %s"
                .formatted(row[i], schema.field(i).name(), schema.field(i).type()),
            e);
      }
    }
    rows.add(row.clone());
  }

  @Override
  public @Nullable S get() {
    byte[] bytes = stored;
    if (!read && !changed && bytes != null) {
      state = type.read(ByteBuffer.wrap(bytes).asReadOnlyBuffer());
    }
    read = true;
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
    return Instant.EPOCH.plus(timeMicros, ChronoUnit.MICROS);
  }

  @Override
  public void setTimeout(Instant time) {
    require(Timeout.EVENT_TIME);
    timeout = Instants.micros(time);
    timed = true;
  }

  @Override
  public void setTimeout(Duration duration) {
    require(Timeout.PROCESSING_TIME);
    long micros = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.EPOCH.plus(duration));
    if (micros <= 0) {
      throw new IllegalArgumentException(
          "found a timeout after %s, expected a positive duration".formatted(duration));
    }
    timeout = micros;
    timed = true;
  }

  private void require(Timeout expected) {
    if (type.timeout() != expected) {
      throw new IllegalStateException(
          "%s has timeouts of %s; timeout() must return %s for this one"
              .formatted(type.name(), type.timeout(), expected));
    }
  }
}
