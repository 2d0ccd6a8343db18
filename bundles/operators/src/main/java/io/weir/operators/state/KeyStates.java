package io.weir.operators.state;

import io.weir.api.connector.ByteSink;
import io.weir.operators.KeyedOperator.Ownership;
import io.weir.operators.StateSink;
import io.weir.operators.StateSource;
import io.weir.operators.column.ValueCodec;
import io.weir.operators.group.GroupUse;
import io.weir.operators.key.KeyTable;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The state and the timeout of each key, as bytes and times. A key that has neither is forgotten.
 * What runs from the next trigger on is armed until then.
 *
 * <p>Thread: one at a time.
 */
final class KeyStates {

  /** What a state costs beside its bytes. */
  private static final long STATE_BYTES = 24;

  private static final long TIMEOUT_BYTES = 72;

  private final KeyTable keys;
  private final int keyColumns;
  private final GroupUse uses;
  private final Timeouts timeouts;
  private final Map<Integer, Long> armed = new TreeMap<>(); // lengths by key
  private final List<byte @Nullable []> states = new ArrayList<>(); // by key
  private long bytes;
  private @Nullable Map<Integer, Before> remembered; // of the keys changed since

  /** What a key had. */
  private record Before(byte @Nullable [] state, long due, @Nullable Long armed) {}

  KeyStates(KeyTable keys, int keyColumns) {
    this.keys = keys;
    this.keyColumns = keyColumns;
    this.uses = new GroupUse(keys);
    this.timeouts = new Timeouts(keys);
  }

  void tidy() {
    uses.tidy();
  }

  int live() {
    return uses.live();
  }

  long bytes() {
    return bytes;
  }

  boolean isLive(int key) {
    return key >= 0 && uses.isLive(key);
  }

  /** What a state and a timeout cost, without the key. */
  static long cost(byte @Nullable [] state, boolean timed) {
    return (state == null ? 0L : STATE_BYTES + state.length) + (timed ? TIMEOUT_BYTES : 0L);
  }

  /** What a key costs that takes some bytes beyond the fixed. */
  static long keyCost(int extraBytes) {
    return GroupUse.cost(extraBytes);
  }

  /** What a key's state and timeout cost. */
  long cost(int key) {
    return isLive(key) ? cost(of(key), isTimed(key)) : 0;
  }

  /** The state of a key, read only; null for none, and for a negative key. */
  byte @Nullable [] of(int key) {
    return isLive(key) && key < states.size() ? states.get(key) : null;
  }

  /** The values of a key. */
  List<@Nullable Object> key(int key) {
    List<@Nullable Object> values = new ArrayList<>(keyColumns);
    for (int i = 0; i < keyColumns; i++) {
      values.add(keys.column(i, new int[] {key}, 0, 1).value(0));
    }
    return values;
  }

  private boolean isTimed(int key) {
    return timeouts.of(key) != Timeouts.NEVER || armed.containsKey(key);
  }

  /** Begins to remember what {@link #revoke} takes back. */
  void begin() {
    remembered = new HashMap<>();
  }

  /** Forgets what was remembered. */
  void keep() {
    remembered = null;
  }

  /** Gives all keys that were changed since {@link #begin} what they had. */
  void revoke() {
    Map<Integer, Before> all = Objects.requireNonNull(remembered);
    remembered = null;
    all.forEach(
        (key, before) -> {
          put(key, before.state());
          Long armedFor = before.armed();
          if (armedFor == null) {
            due(key, before.due());
          } else {
            arm(key, armedFor);
          }
        });
  }

  private void remember(int key) {
    Map<Integer, Before> all = remembered;
    if (all != null) {
      all.computeIfAbsent(key, k -> new Before(of(k), timeouts.of(k), armed.get(k)));
    }
  }

  /** Gives a key a state; {@link #due} or {@link #arm} is called next. */
  void put(int key, byte @Nullable [] state) {
    remember(key);
    bytes -= cost(key);
    if (!isLive(key)) {
      bytes += uses.use(key);
    }
    while (key >= states.size()) {
      states.add(null);
    }
    states.set(key, state);
    bytes += cost(key);
  }

  /** Gives a key a time at which it is due, or none. */
  void due(int key, long time) {
    bytes -= cost(key);
    armed.remove(key);
    timeouts.set(key, time);
    bytes += cost(key);
    if (of(key) == null && time == Timeouts.NEVER) {
      bytes -= uses.release(key);
    }
  }

  /** Lets a key be due some time after the next trigger. */
  void arm(int key, long micros) {
    due(key, Timeouts.NEVER - 1); // holds the key until it is armed
    timeouts.set(key, Timeouts.NEVER);
    armed.put(key, micros);
  }

  /** A trigger: what was armed counts from now on. */
  void count(long nowMicros) {
    armed.forEach((key, micros) -> timeouts.set(key, nowMicros + micros));
    armed.clear();
  }

  long firstDue() {
    return timeouts.firstTime();
  }

  int firstKey() {
    return timeouts.firstKey();
  }

  void snapshot(StateSink sink) {
    sink.buffer().writeInt(uses.live());
    sink.endEntry();
    for (int key : keys.sorted()) {
      if (uses.isLive(key)) {
        byte[] state = of(key);
        Long length = armed.get(key);
        ByteSink target = sink.buffer();
        keys.write(key, target);
        target.writeByte(length == null ? 0 : 1);
        target.writeLong(length == null ? timeouts.of(key) : length);
        target.writeByte(state == null ? 0 : 1);
        if (state != null) {
          ValueCodec.writeBytes(state, target);
        }
        sink.endEntry();
      }
    }
  }

  void restore(StateSource source, Ownership ownership) {
    int count = source.nextEntry().getInt();
    for (int i = 0; i < count; i++) {
      ByteBuffer entry = source.nextEntry();
      int key = keys.read(entry);
      boolean isArmed = entry.get() != 0;
      long timeout = entry.getLong();
      byte[] state = entry.get() == 0 ? null : ValueCodec.readBytes(entry);
      if (ownership.owns(keys, key)) {
        put(key, state);
        if (isArmed) {
          arm(key, timeout);
        } else {
          due(key, timeout);
        }
      }
    }
  }
}
