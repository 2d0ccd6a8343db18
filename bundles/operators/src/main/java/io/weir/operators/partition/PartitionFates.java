package io.weir.operators.partition;

import io.weir.api.Fate;
import io.weir.operators.RowFates;
import io.weir.operators.Rows;
import io.weir.operators.column.IntSorter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one partition says of rows, to be said aloud when all partitions are through ({@link
 * MergedFates}).
 *
 * <p>Thread: that of the partition; between its calls, the one that calls the query.
 */
public final class PartitionFates implements RowFates {

  /** What may be said of a row. */
  enum Saying {
    NOTED,
    LATE,
    PARTLY_LATE,
    QUARANTINED
  }

  private static final Fate[] FATES = Fate.values();

  private boolean ofRecords;
  private boolean needsPositions;
  private final long[] counts = new long[FATES.length]; // of rows that are only counted

  // What was said, in the order in which it was.
  private final List<Saying> sayings = new ArrayList<>();
  private final List<@Nullable String> reasons = new ArrayList<>();
  private final IntList fates = new IntList(); // ordinals
  private final IntList turns = new IntList();
  private final IntList origins = new IntList();
  private final IntList held = new IntList();
  private long[] times = new long[64];
  private int[] order = new int[0];

  /** Nothing said. */
  PartitionFates() {}

  /** Prepares for rows whose fates others want to know. */
  void begin(RowFates wanted) {
    ofRecords = wanted.ofRecords();
    needsPositions = wanted.needsPositions();
  }

  @Override
  public boolean ofRecords() {
    return ofRecords;
  }

  @Override
  public boolean needsPositions() {
    return needsPositions;
  }

  @Override
  public void note(Fate fate, Rows rows, int[] positions, int from, int to) {
    if (!needsPositions) {
      counts[fate.ordinal()] += to - from;
      return;
    }
    for (int i = from; i < to; i++) {
      say(Saying.NOTED, fate, rows, positions[i], null);
    }
  }

  @Override
  public void late(Rows rows, int[] positions, int count) {
    for (int i = 0; i < count; i++) {
      say(Saying.LATE, Fate.LATE, rows, positions[i], null);
    }
  }

  @Override
  public void partlyLate(Rows rows, int position) {
    say(Saying.PARTLY_LATE, Fate.AGGREGATED, rows, position, null);
  }

  @Override
  public void quarantine(Rows rows, int position, String reason) {
    say(Saying.QUARANTINED, Fate.QUARANTINED, rows, position, reason);
  }

  private void say(Saying saying, Fate fate, Rows rows, int position, @Nullable String reason) {
    int entry = sayings.size();
    if (entry == times.length) {
      times = Arrays.copyOf(times, entry * 2);
    }
    times[entry] = rows.eventTimesMicros()[position];
    sayings.add(saying);
    reasons.add(reason);
    fates.add(fate.ordinal());
    Rows.Turns known = rows.turns();
    turns.add(known == null ? position : known.turns()[position]);
    origins.add(rows.origin(position));
    held.add(rows.held(position));
  }

  long count(Fate fate) {
    return counts[fate.ordinal()];
  }

  /** How many things were said of single rows. */
  int size() {
    return sayings.size();
  }

  /** Puts what was said into the order of the rows at hand; the other methods count in it. */
  void sort() {
    order = new int[size()];
    Arrays.setAll(order, i -> i);
    IntSorter.sort(order, order.length, (a, b) -> compareTurns(a, b));
  }

  private int compareTurns(int left, int right) {
    int compared = Integer.compare(turns.get(left), turns.get(right));
    return compared != 0 ? compared : Integer.compare(left, right);
  }

  int turn(int i) {
    return turns.get(order[i]);
  }

  Saying saying(int i) {
    return sayings.get(order[i]);
  }

  Fate fate(int i) {
    return FATES[fates.get(order[i])];
  }

  @Nullable String reason(int i) {
    return reasons.get(order[i]);
  }

  int origin(int i) {
    return origins.get(order[i]);
  }

  int held(int i) {
    return held.get(order[i]);
  }

  long time(int i) {
    return times[order[i]];
  }

  /** Forgets what was said. */
  void clear() {
    Arrays.fill(counts, 0);
    sayings.clear();
    reasons.clear();
    fates.clear();
    turns.clear();
    origins.clear();
    held.clear();
  }
}
