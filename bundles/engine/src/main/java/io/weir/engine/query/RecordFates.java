package io.weir.engine.query;

import io.weir.api.Fate;
import io.weir.api.connector.ByteSink;
import io.weir.api.data.Batch;
import io.weir.operators.HeldRecords;
import io.weir.operators.RowFates;
import io.weir.operators.Rows;
import io.weir.operators.StateSink;
import io.weir.operators.StateSource;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Counts the fates of records. Where a record makes one row at most, what stages note is what
 * became of the record, and is counted in bulk. Where it may make several, the furthest that any of
 * its rows got is kept until the batch is through; only then is a record known to be late or
 * quarantined. A record that a step holds stays in the ledger until it is let go, and may get
 * further long after its batch.
 *
 * <p>Thread: the one that calls the query.
 */
final class RecordFates implements RowFates, HeldRecords {

  private static final Fate[] FATES = Fate.values();

  private final long[] counts = new long[FATES.length];
  private final boolean holds; // whether a step may hold records
  private final PendingRows pending; // takes rows that fail when their records are gone
  private final RecordLedger ledger = new RecordLedger(counts);
  private long partlyLate;

  // Of the batch at hand.
  private @Nullable Batch input;
  private @Nullable QueryOutput output;
  private boolean tracked;
  private byte[] furthest = new byte[0]; // ordinal of a fate
  private boolean[] partly = new boolean[0];
  private @Nullable String[] reasons = new @Nullable String[0];
  private int[] origins = new int[0];
  private int[] numbers = new int[0]; // in the ledger, + 1; 0 for a record that nothing holds

  RecordFates(boolean holds, PendingRows pending) {
    this.holds = holds;
    this.tracked = holds;
    this.pending = pending;
  }

  /** Begins a batch; {@code several} tells whether a record may make several rows. */
  void begin(Batch batch, QueryOutput queryOutput, boolean several) {
    input = batch;
    output = queryOutput;
    tracked = several || holds;
    if (!tracked) {
      return;
    }
    int size = batch.size();
    if (furthest.length < size) {
      furthest = new byte[size];
      partly = new boolean[size];
      reasons = new @Nullable String[size];
      numbers = new int[size];
    }
    Arrays.fill(furthest, 0, size, (byte) 0);
    Arrays.fill(partly, 0, size, false);
    Arrays.fill(reasons, 0, size, null);
    Arrays.fill(numbers, 0, size, 0);
  }

  /** Ends a batch. */
  void end() {
    Batch batch = input;
    QueryOutput target = output;
    if (tracked && batch != null && target != null) {
      countTracked(batch, target);
    }
    input = null;
    output = null;
  }

  private void countTracked(Batch batch, QueryOutput target) {
    int late = 0;
    reserve(batch.size());
    for (int record = 0; record < batch.size(); record++) {
      Fate fate = FATES[furthest[record]];
      if (numbers[record] > 0) {
        ledger.release(numbers[record] - 1); // counted there
      } else {
        counts[fate.ordinal()]++;
      }
      partlyLate += partly[record] ? 1 : 0;
      if (fate == Fate.LATE) {
        origins[late++] = record;
      } else if (fate == Fate.QUARANTINED) {
        String reason = reasons[record];
        target.quarantined(batch, record, reason == null ? "" : reason);
      }
    }
    if (late > 0) {
      target.late(batch, origins, late);
    }
  }

  private void reserve(int size) {
    if (origins.length < size) {
      origins = new int[size];
    }
  }

  private void further(Rows rows, int position, Fate fate) {
    int record = rows.origin(position);
    if (record >= 0) {
      furthest[record] = (byte) Math.max(furthest[record], fate.ordinal());
      if (numbers[record] > 0) {
        ledger.note(numbers[record] - 1, fate);
      }
    }
    note(rows.held(position), fate);
  }

  @Override
  public boolean needsPositions() {
    return tracked;
  }

  @Override
  public void note(Fate fate, Rows rows, int[] positions, int from, int to) {
    if (!tracked) {
      counts[fate.ordinal()] += to - from;
      return;
    }
    for (int i = from; i < to; i++) {
      further(rows, positions[i], fate);
    }
  }

  @Override
  public void late(Rows rows, int[] positions, int count) {
    note(Fate.LATE, rows, positions, 0, count);
    Batch batch = input;
    QueryOutput target = output;
    if (!tracked && batch != null && target != null) {
      reserve(count);
      for (int i = 0; i < count; i++) {
        origins[i] = rows.origin(positions[i]);
      }
      target.late(batch, origins, count);
    }
  }

  @Override
  public void partlyLate(Rows rows, int position) {
    if (!tracked) {
      partlyLate++;
    } else if (rows.origin(position) >= 0) {
      partly[rows.origin(position)] = true;
    }
  }

  @Override
  public void quarantine(Rows rows, int position, String reason) {
    int record = rows.origin(position);
    if (tracked) {
      further(rows, position, Fate.QUARANTINED);
      if (record < 0) {
        pending.fail(
            "a row of " + Instant.EPOCH.plus(rows.eventTimesMicros()[position], ChronoUnit.MICROS),
            reason);
      } else if (reasons[record] == null) {
        reasons[record] = reason;
      }
      return;
    }
    counts[Fate.QUARANTINED.ordinal()]++;
    Batch batch = input;
    QueryOutput target = output;
    if (batch != null && target != null) {
      target.quarantined(batch, record, reason);
    }
  }

  @Override
  public int hold(Rows rows, int row) {
    int kept = rows.held(row);
    int own = rows.origin(row) < 0 ? NONE : number(rows.origin(row));
    return hold(own, kept);
  }

  @Override
  public int hold(int one, int other) {
    int held = one == NONE ? other : other == NONE ? one : ledger.pair(one, other);
    if (held != NONE) {
      ledger.hold(held);
    }
    return held;
  }

  /** The number of a record of the batch, which holds it to its end. */
  private int number(int record) {
    if (numbers[record] == 0) {
      int furthestSoFar = Math.max(furthest[record], Fate.PENDING.ordinal());
      int number = ledger.record(FATES[furthestSoFar]);
      ledger.hold(number);
      numbers[record] = number + 1;
    }
    return numbers[record] - 1;
  }

  @Override
  public void note(int held, Fate fate) {
    if (held != NONE) {
      ledger.note(held, fate);
    }
  }

  @Override
  public void release(int held) {
    if (held != NONE) {
      ledger.release(held);
    }
  }

  @Override
  public void write(int held, ByteSink target) {
    target.writeInt(held == NONE ? NONE : ledger.written(held));
  }

  @Override
  public int read(ByteBuffer source) {
    int held = source.getInt();
    if (held != NONE) {
      ledger.hold(held);
    }
    return held;
  }

  void snapshot(StateSink sink) {
    ledger.snapshot(sink);
  }

  void restore(StateSource source) {
    ledger.restore(source);
  }

  long count(Fate fate) {
    return counts[fate.ordinal()];
  }

  long partlyLate() {
    return partlyLate;
  }

  void reset() {
    Arrays.fill(counts, 0);
    partlyLate = 0;
  }
}
