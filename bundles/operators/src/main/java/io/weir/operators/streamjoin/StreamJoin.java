package io.weir.operators.streamjoin;

import io.weir.api.Fate;
import io.weir.api.data.Column;
import io.weir.operators.HeldRecords;
import io.weir.operators.KeyedOperator;
import io.weir.operators.RowBatch;
import io.weir.operators.RowFates;
import io.weir.operators.RowSink;
import io.weir.operators.Rows;
import io.weir.operators.StateBudget;
import io.weir.operators.StateSink;
import io.weir.operators.StateSource;
import io.weir.operators.expr.RowErrors;
import io.weir.operators.expr.Selection;
import io.weir.operators.group.GroupUse;
import io.weir.operators.key.KeyTable;
import io.weir.operators.window.QueryWatermark;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A join of two streams by equal keys and by time. A row meets the rows of its key and within its
 * bounds that the other side keeps, in the order of their arrival, and is kept itself until the
 * watermark passes the last time that a partner can have; then it is let go, the row that was due
 * first before the others, and yielded if it had no partner and its side is an outer one.
 *
 * <p>A batch goes through in pieces within which no row is let go: rows enter one by one, for the
 * state budget may end at any of them; then columns are kept and pairs made for all at once.
 */
public final class StreamJoin implements KeyedOperator {

  /** Of rows that are due at once, those of the right side come behind all of the left. */
  private static final long BEHIND_LEFT = 1L << 62;

  private final Kind kind;
  private final TimeBound bound;
  private final long behindMicros;
  private final Matcher matcher;
  private final PairColumns columns;
  private final boolean[] leftPaths;
  private final StateBudget budget;
  private final HeldRecords records;
  private final RowFates pairFates;
  private final RowSink output;

  private final KeyTable keys;
  private final GroupUse uses;
  private final Side left;
  private final Side right;
  private long keyBytes;
  private long arrivals; // rows that came before the batch at hand, to whichever partition

  // Of the batch at hand.
  private final RowErrors errors = new RowErrors();
  private final int[] oneRow = new int[1];
  private final Places partners = new Places();
  private int[] entered = new int[64];
  private int enteredCount;
  private final Yielded yielded = new Yielded();
  private int[] pairs = new int[64]; // numbers held until the pairs are yielded
  private int pairCount;
  private int[] goneLeft = new int[64];
  private int[] goneRight = new int[64];

  /**
   * A join that keeps nothing yet.
   *
   * @param setup what is joined, and how
   * @param leftPaths for each path whether its rows are of the left side
   * @param budget that of the query
   * @param records holds the records of kept rows
   * @param pairFates receives what becomes of yielded rows
   * @param output takes what is yielded
   */
  public StreamJoin(
      JoinSetup setup,
      boolean[] leftPaths,
      StateBudget budget,
      HeldRecords records,
      RowFates pairFates,
      RowSink output) {
    this.kind = setup.kind();
    this.bound = setup.bound();
    this.behindMicros = setup.behindMicros();
    this.columns = setup.output();
    this.leftPaths = leftPaths.clone();
    this.budget = budget;
    this.records = records;
    this.pairFates = pairFates;
    this.output = output;
    this.keys = new KeyTable(setup.keyTypes());
    this.uses = new GroupUse(keys);
    this.left = setup.leftSide(keys);
    this.right = setup.rightSide(keys);
    this.matcher = new Matcher(setup, left, right, pairFates);
  }

  private Side side(int path) {
    return leftPaths[path] ? left : right;
  }

  @Override
  public void prepare(int path, Rows rows) {
    uses.tidy();
    errors.clear();
    side(path).keys().prepare(rows, errors);
  }

  @Override
  public long growth(int path, Rows rows) {
    Side own = side(path);
    Column[] entering = own.entering(rows);
    Selection selection = rows.selection();
    long bytes = 0;
    for (int i = 0; i < selection.count(); i++) {
      int row = selection.row(i);
      if (!errors.failed(row)) {
        bytes += SideRows.cost(entering, row);
        int key = own.keys().neverMatches(row) ? SideRows.NONE : own.keys().found(i);
        bytes += key >= 0 && uses.isLive(key) ? 0 : GroupUse.cost(own.keys().extraBytes(row));
      }
    }
    return bytes;
  }

  @Override
  public void take(int path, Rows rows, QueryWatermark watermark, RowFates fates) {
    Side own = side(path);
    Column[] entering = own.entering(rows);
    Selection selection = rows.selection();
    for (int i = 0; i < selection.count(); i++) {
      int row = selection.row(i);
      long present = watermark.at(rows.watermarksMicros()[row]);
      if (isDueAt(present)) {
        meet(own, entering);
        letGo(present);
      }
      oneRow[0] = row;
      if (bound.bounds() && rows.eventTimesMicros()[row] < present) {
        fates.late(rows, oneRow, 1);
      } else if (errors.failed(row)) {
        fates.quarantine(rows, row, errors.reason(row));
      } else if (!own.yieldsAlone() && own.keys().neverMatches(row)) {
        fates.note(Fate.NO_MATCH, rows, oneRow, 0, 1);
      } else if (!enter(own, entering, rows, i, fates.ofRecords(), present)) {
        fates.quarantine(rows, row, budget.refusal());
      }
    }
    meet(own, entering);
  }

  @Override
  public void passed(int rows) {
    arrivals += rows;
  }

  /** Gives a row a place and finds its partners, or gives false if there is no room for it. */
  private boolean enter(
      Side own, Column[] entering, Rows rows, int position, boolean ofRecords, long present) {
    int row = rows.selection().row(position);
    boolean matches = !own.keys().neverMatches(row);
    int key = matches ? own.keys().find(position, row) : SideRows.NONE;
    int cost = SideRows.cost(entering, row);
    boolean known = !matches || (key >= 0 && uses.isLive(key));
    if (cost + (known ? 0 : GroupUse.cost(own.keys().extraBytes(row))) > budget.room()) {
      return false;
    }
    if (matches) {
      key = key >= 0 ? key : own.keys().add(row);
      keyBytes += uses.use(key);
    }
    long time = rows.eventTimesMicros()[row];
    int number = ofRecords ? records.hold(rows, row) : HeldRecords.NONE;
    long due = Math.max(bound.due(own == left, time), TimeBound.plus(present, 1));
    int place = own.rows().add(time, key, number, cost, due, arrivals + row);
    long before = outputWatermark(present);
    int origin = ofRecords ? rows.origin(row) : -1;
    int kept = ofRecords ? rows.held(row) : HeldRecords.NONE;
    SideRows others = (own == left ? right : left).rows();
    others.find(key, bound.first(own == left, time), bound.last(own == left, time), partners);
    for (int i = 0; i < partners.count(); i++) {
      int other = partners.get(i);
      long leftTime = own == left ? time : others.time(other);
      long rightTime = own == left ? others.time(other) : time;
      int leftPlace = own == left ? place : other;
      int rightPlace = own == left ? other : place;
      // A pair is of the later time, a row of the left side of its own.
      long itsTime = kind.pairs() ? Math.max(leftTime, rightTime) : leftTime;
      yielded.add(leftPlace, rightPlace, itsTime, before, origin, both(kept, others.held(other)));
      yielded.stands(row, 0);
    }
    if (enteredCount == entered.length) {
      entered = Arrays.copyOf(entered, enteredCount * 2);
    }
    entered[enteredCount++] = row;
    return true;
  }

  /** The number of the records of a pair beside the one at hand. */
  private int both(int kept, int other) {
    if (kept == HeldRecords.NONE) {
      return other;
    }
    if (pairCount == pairs.length) {
      pairs = Arrays.copyOf(pairs, pairCount * 2);
    }
    int number = records.hold(kept, other);
    pairs[pairCount++] = number;
    return number;
  }

  /** Keeps the columns of the rows that entered, and yields what they matched. */
  private void meet(Side own, Column[] entering) {
    if (enteredCount > 0) {
      own.rows().append(entering, entered, enteredCount);
      enteredCount = 0;
    }
    if (yielded.count() > 0) {
      left.look();
      right.look();
      matcher.match(yielded);
      yieldRows();
      while (pairCount > 0) {
        records.release(pairs[--pairCount]);
      }
    }
  }

  private void yieldRows() {
    if (yielded.count() > 0) {
      output.rows(yielded.rows(columns, left, right), pairFates);
      yielded.clear();
    }
  }

  @Override
  public boolean isDueAt(long watermark) {
    return isDue(left.rows(), watermark) || isDue(right.rows(), watermark);
  }

  private static boolean isDue(SideRows rows, long watermark) {
    return rows.firstDue() <= watermark && !rows.isEmpty();
  }

  @Override
  public void advance(long watermarkMicros) {
    if (isDueAt(watermarkMicros)) {
      letGo(watermarkMicros);
    }
  }

  /** Lets rows go in the order in which they are due, the left side first. */
  private void letGo(long watermark) {
    int leftCount = 0;
    int rightCount = 0;
    while (isDueAt(watermark)) {
      boolean fromLeft = left.rows().firstDue() <= right.rows().firstDue();
      if (fromLeft ? left.rows().isEmpty() : right.rows().isEmpty()) {
        fromLeft = !fromLeft; // at the end of time, when nothing is due before it
      }
      Side side = fromLeft ? left : right;
      long due = side.rows().firstDue();
      int place = side.rows().takeFirst();
      settle(side, place, due);
      if (fromLeft) {
        goneLeft = with(goneLeft, leftCount++, place);
      } else {
        goneRight = with(goneRight, rightCount++, place);
      }
    }
    if (yielded.count() > 0) {
      left.look();
      right.look();
      yieldRows();
    }
    remove(left.rows(), goneLeft, leftCount);
    remove(right.rows(), goneRight, rightCount);
  }

  private static int[] with(int[] places, int count, int place) {
    int[] room = count == places.length ? Arrays.copyOf(places, count * 2) : places;
    room[count] = place;
    return room;
  }

  private void settle(Side side, int place, long due) {
    SideRows rows = side.rows();
    if (rows.isMatched(place)) {
      return;
    }
    int number = rows.held(place);
    if (side.yieldsAlone()) {
      yielded.add(
          side == left ? place : -1,
          side == right ? place : -1,
          rows.time(place),
          outputWatermark(due - 1),
          -1,
          number);
      yielded.stands(-1, rows.arrival(place) + (side == left ? 0 : BEHIND_LEFT));
    } else {
      records.note(number, Fate.NO_MATCH);
    }
  }

  private void remove(SideRows rows, int[] places, int count) {
    for (int i = 0; i < count; i++) {
      int key = rows.key(places[i]);
      if (key >= 0) {
        keyBytes -= uses.release(key);
      }
      records.release(rows.held(places[i]));
      rows.remove(places[i]);
    }
    rows.tidy();
  }

  @Override
  public long outputWatermark(long watermarkMicros) {
    boolean known =
        watermarkMicros != RowBatch.NO_WATERMARK && watermarkMicros != RowBatch.END_OF_TIME;
    return known ? TimeBound.plus(watermarkMicros, -behindMicros) : watermarkMicros;
  }

  @Override
  public long stateBytes() {
    return left.rows().bytes() + right.rows().bytes() + keyBytes;
  }

  @Override
  public long stateRows() {
    return (long) left.rows().live() + right.rows().live();
  }

  @Override
  public void snapshot(StateSink sink) {
    sink.buffer().writeLong(arrivals);
    sink.buffer().writeInt(uses.live());
    sink.endEntry();
    int[] numbers = new int[keys.bound()];
    int next = 0;
    for (int key : keys.sorted()) {
      if (uses.isLive(key)) {
        numbers[key] = next++;
        keys.write(key, sink.buffer());
        sink.endEntry();
      }
    }
    left.rows().snapshot(numbers, records, sink);
    right.rows().snapshot(numbers, records, sink);
  }

  @Override
  public void restore(StateSource source, Ownership ownership) {
    ByteBuffer header = source.nextEntry();
    arrivals = header.getLong();
    int[] ids = new int[header.getInt()];
    for (int i = 0; i < ids.length; i++) {
      int key = keys.read(source.nextEntry());
      ids[i] = ownership.owns(keys, key) ? key : SideRows.NOT_OWNED;
    }
    restore(left, ids, ownership.ownsKeyless(), source);
    restore(right, ids, ownership.ownsKeyless(), source);
  }

  private void restore(Side side, int[] ids, boolean keyless, StateSource source) {
    int before = side.rows().live();
    side.rows().restore(ids, keyless, records, source);
    for (int place = before; place < side.rows().live(); place++) {
      if (side.rows().key(place) >= 0) {
        keyBytes += uses.use(side.rows().key(place));
      }
    }
    if (before > 0) {
      side.rows().order();
    }
  }
}
