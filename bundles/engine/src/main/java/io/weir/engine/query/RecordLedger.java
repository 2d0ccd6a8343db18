package io.weir.engine.query;

import io.weir.api.Fate;
import io.weir.operators.HeldRecords;
import io.weir.operators.StateSink;
import io.weir.operators.StateSource;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The records that steps hold, with the fate that each has so far, by number: a record, or a pair
 * of numbers. What nothing holds any more is forgotten; its fate has been counted.
 *
 * <p>Thread: the one that calls the query.
 */
final class RecordLedger {

  private static final Fate[] FATES = Fate.values();
  private static final int NONE = HeldRecords.NONE;

  private final long[] counts; // by fate
  private int[] first = new int[64]; // of a pair; NONE for a record
  private int[] second = new int[64];
  private byte[] fates = new byte[64];
  private int[] holders = new int[64];
  private int[] free = new int[64];
  private int freeCount;
  private int bound;

  // Of the snapshot at hand.
  private int[] written = new int[0]; // number -> its place in the snapshot + 1
  private int writtenCount;

  /** An empty ledger that keeps the counts of fates right. */
  RecordLedger(long[] counts) {
    this.counts = counts;
  }

  /** Adds a record that nothing holds yet. */
  int record(Fate fate) {
    counts[fate.ordinal()]++;
    return add(NONE, NONE, fate);
  }

  /** Adds a pair that nothing holds yet; it holds both. */
  int pair(int one, int other) {
    hold(one);
    hold(other);
    return add(one, other, Fate.PENDING);
  }

  private int add(int one, int other, Fate fate) {
    int id = freeCount > 0 ? free[--freeCount] : bound++;
    if (id == first.length) {
      int capacity = id * 2;
      first = Arrays.copyOf(first, capacity);
      second = Arrays.copyOf(second, capacity);
      fates = Arrays.copyOf(fates, capacity);
      holders = Arrays.copyOf(holders, capacity);
      free = Arrays.copyOf(free, capacity);
    }
    first[id] = one;
    second[id] = other;
    fates[id] = (byte) fate.ordinal();
    holders[id] = 0;
    return id;
  }

  void hold(int id) {
    holders[id]++;
  }

  void release(int id) {
    if (--holders[id] > 0) {
      return;
    }
    if (first[id] != NONE) {
      release(first[id]);
      release(second[id]);
    }
    free[freeCount++] = id;
  }

  /** Notes how far a row of these records got. */
  void note(int id, Fate fate) {
    if (first[id] != NONE) {
      note(first[id], fate);
      note(second[id], fate);
    } else if (fate.ordinal() > fates[id]) {
      counts[fates[id]]--;
      counts[fate.ordinal()]++;
      fates[id] = (byte) fate.ordinal();
    }
  }

  /** The place of a number in the snapshot at hand. */
  int written(int id) {
    return written[id] - 1;
  }

  void snapshot(StateSink sink) {
    sink.buffer().writeInt(bound - freeCount);
    sink.endEntry();
    boolean[] unused = new boolean[bound];
    for (int i = 0; i < freeCount; i++) {
      unused[free[i]] = true;
    }
    written = new int[bound];
    writtenCount = 0;
    for (int id = 0; id < bound; id++) {
      if (!unused[id]) {
        write(id, sink);
      }
    }
  }

  /** What a pair is made of comes before it. */
  private void write(int id, StateSink sink) {
    if (id == NONE || written[id] != 0) {
      return;
    }
    write(first[id], sink);
    write(second[id], sink);
    written[id] = ++writtenCount;
    sink.buffer().writeInt(first[id] == NONE ? NONE : written(first[id]));
    sink.buffer().writeInt(second[id] == NONE ? NONE : written(second[id]));
    sink.buffer().writeByte(fates[id]);
    sink.endEntry();
  }

  /** Numbers are places in the snapshot; steps hold them as they are read. */
  void restore(StateSource source) {
    int count = source.nextEntry().getInt();
    for (int i = 0; i < count; i++) {
      ByteBuffer entry = source.nextEntry();
      int one = entry.getInt();
      int other = entry.getInt();
      if (one != NONE) {
        hold(one);
        hold(other);
      }
      add(one, other, FATES[entry.get()]);
    }
  }
}
