package io.weir.engine.query;

import io.weir.api.Fate;
import io.weir.api.data.Batch;
import io.weir.operators.RowFates;
import io.weir.operators.Rows;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Counts the fates of records. Where a record makes one row at most, what stages note is what
 * became of the record, and is counted in bulk. Where it may make several, the furthest that any of
 * its rows got is kept until the batch is through; only then is a record known to be late or
 * quarantined.
 *
 * <p>Thread: the one that calls the query.
 */
final class RecordFates implements RowFates {

  private static final Fate[] FATES = Fate.values();

  private final long[] counts = new long[FATES.length];
  private long partlyLate;

  // Of the batch at hand.
  private @Nullable Batch input;
  private @Nullable QueryOutput output;
  private boolean tracked;
  private byte[] furthest = new byte[0]; // ordinal of a fate
  private boolean[] partly = new boolean[0];
  private @Nullable String[] reasons = new @Nullable String[0];
  private int[] origins = new int[0];

  /** Begins a batch; {@code several} tells whether a record may make several rows. */
  void begin(Batch batch, QueryOutput queryOutput, boolean several) {
    input = batch;
    output = queryOutput;
    tracked = several;
    if (!several) {
      return;
    }
    int size = batch.size();
    if (furthest.length < size) {
      furthest = new byte[size];
      partly = new boolean[size];
      reasons = new @Nullable String[size];
    }
    Arrays.fill(furthest, 0, size, (byte) 0);
    Arrays.fill(partly, 0, size, false);
    Arrays.fill(reasons, 0, size, null);
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
      counts[fate.ordinal()]++;
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

  private void further(int record, Fate fate) {
    furthest[record] = (byte) Math.max(furthest[record], fate.ordinal());
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
      further(rows.origin(positions[i]), fate);
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
    if (tracked) {
      partly[rows.origin(position)] = true;
    } else {
      partlyLate++;
    }
  }

  @Override
  public void quarantine(Rows rows, int position, String reason) {
    int record = rows.origin(position);
    if (tracked) {
      further(record, Fate.QUARANTINED);
      if (reasons[record] == null) {
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
