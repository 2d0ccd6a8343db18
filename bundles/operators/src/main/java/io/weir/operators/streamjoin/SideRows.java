package io.weir.operators.streamjoin;

import io.weir.api.data.Column;
import io.weir.api.data.ColumnBuilder;
import io.weir.api.data.DataType;
import io.weir.operators.HeldRecords;
import io.weir.operators.StateSink;
import io.weir.operators.StateSource;
import io.weir.operators.TimeHeap;
import io.weir.operators.column.ColumnAppender;
import io.weir.operators.column.IntSorter;
import io.weir.operators.column.RowSize;
import io.weir.operators.column.ValueCodec;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * The rows that one side keeps, in columns, in the order of their arrival. The rows of a key are
 * found by their time, if pairs are bound in time. A row that was let go keeps its place until such
 * places are most; then the others move together.
 *
 * <p>Thread: one at a time.
 */
final class SideRows {

  static final int NONE = -1;

  /** In place of a key: its rows are others'. */
  static final int NOT_OWNED = -2;

  /**
   * A row's times, arrival, key, place among its key's rows, number, size and place in the heap.
   */
  private static final int FIXED_BYTES = 64;

  private static final int SPARED = 1024;

  private final List<DataType> types;
  private final ColumnAppender[] columns;

  // By place.
  private long[] times = new long[64];
  private long[] dues = new long[64]; // the least watermark at which it is let go
  private long[] arrivals = new long[64]; // numbers that ascend, also over partitions
  private int[] keys = new int[64]; // NONE for one that never matches
  private int[] held = new int[64];
  private int[] costs = new int[64];
  private boolean[] matched = new boolean[64];
  private boolean[] gone = new boolean[64];
  private int bound;
  private int live;
  private long bytes;

  private final boolean timed; // else the rows of a key stand in the order of their arrival alone
  private final RowsByKey byKey = new RowsByKey();

  private final TimeHeap endings = new TimeHeap();

  /**
   * No rows.
   *
   * @param types those of the columns that are kept
   * @param timed whether rows are asked for by their time
   */
  SideRows(List<DataType> types, boolean timed) {
    this.timed = timed;
    this.types = List.copyOf(types);
    this.columns = new ColumnAppender[types.size()];
    renewColumns();
  }

  private void renewColumns() {
    for (int i = 0; i < columns.length; i++) {
      columns[i] = new ColumnAppender(ColumnBuilder.of(types.get(i)));
    }
  }

  int live() {
    return live;
  }

  long bytes() {
    return bytes;
  }

  long time(int place) {
    return times[place];
  }

  int key(int place) {
    return keys[place];
  }

  int held(int place) {
    return held[place];
  }

  boolean isMatched(int place) {
    return matched[place];
  }

  void match(int place) {
    matched[place] = true;
  }

  /** Finds the rows of a key with times from one to another, both included, as they arrived. */
  void find(int key, long first, long last, Places target) {
    target.clear();
    byKey.find(key, timed ? first : Long.MIN_VALUE, timed ? last : Long.MAX_VALUE, target);
    target.sort();
  }

  /** Where a row stands among all that came, to whichever partition. */
  long arrival(int place) {
    return arrivals[place];
  }

  /** What a row of these columns costs. */
  static int cost(Column[] kept, int row) {
    int cost = FIXED_BYTES;
    for (Column column : kept) {
      cost += RowSize.of(column, row);
    }
    return cost;
  }

  /** Makes a place for a row, whose columns {@link #append} brings; gives the place. */
  int add(long time, int key, int number, int cost, long due, long arrival) {
    int place = bound++;
    if (place == times.length) {
      grow(place * 2);
    }
    times[place] = time;
    dues[place] = due;
    arrivals[place] = arrival;
    keys[place] = key;
    held[place] = number;
    costs[place] = cost;
    matched[place] = false;
    gone[place] = false;
    if (key >= 0) {
      byKey.add(key, rank(place), place);
    }
    endings.add(due, place);
    live++;
    bytes += cost;
    return place;
  }

  private void grow(int capacity) {
    times = Arrays.copyOf(times, capacity);
    dues = Arrays.copyOf(dues, capacity);
    arrivals = Arrays.copyOf(arrivals, capacity);
    keys = Arrays.copyOf(keys, capacity);
    held = Arrays.copyOf(held, capacity);
    costs = Arrays.copyOf(costs, capacity);
    matched = Arrays.copyOf(matched, capacity);
    gone = Arrays.copyOf(gone, capacity);
  }

  /** What the rows of a key are ordered by before their arrival. */
  private long rank(int place) {
    return timed ? times[place] : 0;
  }

  /** Brings the columns of the rows that were added last. */
  void append(Column[] kept, int[] rows, int count) {
    for (int i = 0; i < columns.length; i++) {
      columns[i].append(kept[i], rows, count);
    }
  }

  /** A column of all places. */
  Column column(int index) {
    return columns[index].builder().build();
  }

  /** The least watermark at which a row is let go; {@link Long#MAX_VALUE} if there is none. */
  long firstDue() {
    return endings.firstTime();
  }

  boolean isEmpty() {
    return endings.isEmpty();
  }

  /** The row to let go first; it stays until {@link #remove}. */
  int takeFirst() {
    return endings.removeFirst();
  }

  /** Lets a row go that {@link #takeFirst} gave. */
  void remove(int place) {
    if (keys[place] >= 0) {
      byKey.remove(keys[place], rank(place), place);
    }
    gone[place] = true;
    live--;
    bytes -= costs[place];
  }

  /** Moves rows together if most places are empty; places change their meaning. */
  void tidy() {
    if (bound - live <= live + SPARED) {
      return;
    }
    int[] places = new int[live];
    int[] moved = new int[bound];
    int size = 0;
    for (int place = 0; place < bound; place++) {
      if (!gone[place]) {
        moved[place] = size;
        places[size++] = place;
      }
    }
    move(places, size);
    endings.renumber(place -> moved[place]);
  }

  /** Brings rows that several partitions wrote into the order of their arrival. */
  void order() {
    int[] places = new int[bound];
    Arrays.setAll(places, place -> place);
    IntSorter.sort(places, bound, (a, b) -> Long.compare(arrivals[a], arrivals[b]));
    move(places, bound);
    while (!endings.isEmpty()) {
      endings.removeFirst();
    }
    for (int place = 0; place < bound; place++) {
      endings.add(dues[place], place);
    }
  }

  /** Leaves the rows of some places, in another order or together. */
  private void move(int[] places, int size) {
    Column[] former = new Column[columns.length];
    for (int i = 0; i < columns.length; i++) {
      former[i] = column(i);
    }
    renewColumns();
    append(former, places, size);
    times = moved(times, places, size);
    dues = moved(dues, places, size);
    arrivals = moved(arrivals, places, size);
    keys = moved(keys, places, size);
    held = moved(held, places, size);
    costs = moved(costs, places, size);
    boolean[] had = matched;
    matched = new boolean[times.length];
    gone = new boolean[times.length];
    byKey.clear();
    for (int place = 0; place < size; place++) {
      matched[place] = had[places[place]];
      if (keys[place] >= 0) {
        byKey.add(keys[place], rank(place), place);
      }
    }
    bound = size;
  }

  private static long[] moved(long[] values, int[] places, int size) {
    long[] moved = new long[values.length];
    for (int i = 0; i < size; i++) {
      moved[i] = values[places[i]];
    }
    return moved;
  }

  private static int[] moved(int[] values, int[] places, int size) {
    int[] moved = new int[values.length];
    for (int i = 0; i < size; i++) {
      moved[i] = values[places[i]];
    }
    return moved;
  }

  void snapshot(int[] keyNumbers, HeldRecords records, StateSink sink) {
    sink.buffer().writeInt(live);
    sink.endEntry();
    Column[] values = new Column[columns.length];
    for (int i = 0; i < columns.length; i++) {
      values[i] = column(i);
    }
    for (int place = 0; place < bound; place++) {
      if (!gone[place]) {
        sink.buffer().writeLong(times[place]);
        sink.buffer().writeLong(dues[place]);
        sink.buffer().writeLong(arrivals[place]);
        sink.buffer().writeInt(keys[place] < 0 ? NONE : keyNumbers[keys[place]]);
        sink.buffer().writeByte(matched[place] ? 1 : 0);
        records.write(held[place], sink.buffer());
        sink.buffer().writeInt(costs[place]);
        for (int i = 0; i < columns.length; i++) {
          ValueCodec.write(types.get(i), values[i].value(place), sink.buffer());
        }
        sink.endEntry();
      }
    }
  }

  /**
   * Reads rows.
   *
   * @param keyIds by number; {@link #NOT_OWNED} for a key whose rows others have
   * @param keyless whether rows without key belong here
   */
  void restore(int[] keyIds, boolean keyless, HeldRecords records, StateSource in) {
    int count = in.nextEntry().getInt();
    for (int i = 0; i < count; i++) {
      ByteBuffer entry = in.nextEntry();
      long time = entry.getLong();
      long due = entry.getLong();
      long arrival = entry.getLong();
      int number = entry.getInt();
      boolean wasMatched = entry.get() != 0;
      int heldNumber = records.read(entry);
      int cost = entry.getInt();
      int key = number < 0 ? NONE : keyIds[number];
      boolean owned = key == NONE ? keyless : key != NOT_OWNED;
      for (int c = 0; c < columns.length; c++) {
        Object value = ValueCodec.read(types.get(c), entry);
        if (owned) {
          columns[c].builder().append(value);
        }
      }
      if (owned) {
        int place = add(time, key, heldNumber, cost, due, arrival);
        matched[place] = wasMatched;
      } else {
        records.release(heldNumber);
      }
    }
  }
}
