package io.weir.operators;

import io.weir.api.data.Batch;
import io.weir.operators.expr.Selection;
import io.weir.operators.key.KeyTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Rows on their way through a query: a batch, which of its rows are still on the way, and what
 * belongs to each row beside its columns. Stages narrow the selection, exchange the columns, or,
 * where they make several rows of one, exchange everything.
 *
 * <p>Arrays are aligned with the batch and shared; nobody writes to them.
 *
 * <p>Thread: one at a time.
 */
public final class Rows {

  private Batch batch;
  private Selection selection;
  private long[] eventTimesMicros;
  private long[] watermarksMicros;
  private int @Nullable [] origins;
  private int @Nullable [] held;
  private @Nullable Turns turns;
  private final List<@Nullable Batch> tables = new ArrayList<>();
  private final List<int[]> tableRows = new ArrayList<>();

  /**
   * Rows as they come from an input.
   *
   * @param batch the columns
   * @param selection which rows
   * @param eventTimesMicros event time of each row of the batch
   * @param watermarksMicros watermark before each row of the batch
   */
  public Rows(Batch batch, Selection selection, long[] eventTimesMicros, long[] watermarksMicros) {
    this.batch = batch;
    this.selection = selection;
    this.eventTimesMicros = eventTimesMicros;
    this.watermarksMicros = watermarksMicros;
  }

  /**
   * Rows that an operator yields.
   *
   * @param batch the columns; all rows are on the way
   * @param eventTimesMicros event time of each row
   * @param watermarksMicros watermark before each row
   * @param origins for each row its position in the batch that came from the input; -1 for a row
   *     that the record at hand did not make
   * @param held for each row the records that the operator had kept for it, as {@link HeldRecords}
   *     numbers them; -1 for none
   */
  public Rows(
      Batch batch, long[] eventTimesMicros, long[] watermarksMicros, int[] origins, int[] held) {
    this(batch, Selection.all(batch.size()), eventTimesMicros, watermarksMicros);
    this.origins = origins;
    this.held = held;
  }

  /**
   * Where rows that an operator yields stand among those that it would yield if it had all keys: by
   * the watermark before them; of equal ones, those that a row at hand made come first, in the
   * order of those rows; then those that the watermark made, in the order of the ties.
   *
   * @param turns for each row the position of the row at hand in its batch; -1 for none
   * @param ties for each row what orders it among those that a watermark made
   * @param keys what orders those of equal ties; null if none are
   */
  public record Turns(int[] turns, long[] ties, @Nullable Keys keys) {}

  /**
   * Keys of rows.
   *
   * @param table holds them
   * @param ids for each row
   */
  public record Keys(KeyTable table, int[] ids) {}

  /**
   * Rows that an operator yields of whose keys others have some.
   *
   * @param batch the columns; all rows are on the way
   * @param eventTimesMicros event time of each row
   * @param watermarksMicros watermark before each row
   * @param turns where they stand
   */
  public Rows(Batch batch, long[] eventTimesMicros, long[] watermarksMicros, Turns turns) {
    this(batch, Selection.all(batch.size()), eventTimesMicros, watermarksMicros);
    this.turns = turns;
  }

  /**
   * Rows that an operator yields that are made of records, and of whose keys others have some.
   *
   * @param batch the columns; all rows are on the way
   * @param eventTimesMicros event time of each row
   * @param watermarksMicros watermark before each row
   * @param origins as above
   * @param held as above
   * @param turns where they stand
   */
  public Rows(
      Batch batch,
      long[] eventTimesMicros,
      long[] watermarksMicros,
      int[] origins,
      int[] held,
      Turns turns) {
    this(batch, eventTimesMicros, watermarksMicros, origins, held);
    this.turns = turns;
  }

  /** The columns. */
  public Batch batch() {
    return batch;
  }

  /** The rows still on the way. */
  public Selection selection() {
    return selection;
  }

  /** Event time of each row of the batch. */
  public long[] eventTimesMicros() {
    return eventTimesMicros;
  }

  /** Watermark before each row of the batch. */
  public long[] watermarksMicros() {
    return watermarksMicros;
  }

  /**
   * Where a row comes from.
   *
   * @param row a position in the batch
   * @return its position in the batch that came from the input; -1 if the record at hand did not
   *     make it
   */
  public int origin(int row) {
    int[] known = origins;
    return known == null ? row : known[row];
  }

  /**
   * The records that an operator before had kept, and of which this row was made.
   *
   * @param row a position in the batch
   * @return as {@link HeldRecords} numbers them; -1 for none
   */
  public int held(int row) {
    int[] known = held;
    return known == null ? HeldRecords.NONE : known[row];
  }

  /** Where the rows stand; null if by their positions. */
  public @Nullable Turns turns() {
    return turns;
  }

  /**
   * Some of these rows, to go a way of their own.
   *
   * @param some rows of the batch
   * @return shares the arrays
   */
  public Rows part(Selection some) {
    Rows part = new Rows(batch, some, eventTimesMicros, watermarksMicros);
    part.origins = origins;
    part.held = held;
    part.turns = turns;
    part.tables.addAll(tables);
    part.tableRows.addAll(tableRows);
    return part;
  }

  /**
   * Keeps fewer rows.
   *
   * @param fewer some of the present selection
   */
  public void select(Selection fewer) {
    selection = fewer;
  }

  /**
   * Exchanges the columns.
   *
   * @param columns aligned with the present batch
   */
  public void exchange(Batch columns) {
    batch = columns;
  }

  /**
   * Exchanges the event times.
   *
   * @param timesMicros aligned with the present batch
   */
  public void retime(long[] timesMicros) {
    eventTimesMicros = timesMicros;
  }

  /**
   * Exchanges the watermarks, where rows come out of an operator.
   *
   * @param marksMicros aligned with the present batch: that of the operator before each row
   */
  public void mark(long[] marksMicros) {
    watermarksMicros = marksMicros;
  }

  /**
   * Exchanges the rows: row i of the new ones comes from row {@code from[i]}.
   *
   * @param columns the new columns
   * @param from ascending positions in the present batch
   */
  public void multiply(Batch columns, int[] from) {
    int count = columns.size();
    int[] newOrigins = new int[count];
    int[] newHeld = held == null ? null : new int[count];
    long[] newTimes = new long[count];
    long[] newWatermarks = new long[count];
    for (int i = 0; i < count; i++) {
      newOrigins[i] = origin(from[i]);
      if (newHeld != null) {
        newHeld[i] = held(from[i]);
      }
      newTimes[i] = eventTimesMicros[from[i]];
      newWatermarks[i] = watermarksMicros[from[i]];
    }
    for (int join = 0; join < tableRows.size(); join++) {
      int[] former = tableRows.get(join);
      int[] gathered = new int[former.length == 0 ? 0 : count];
      for (int i = 0; i < gathered.length; i++) {
        gathered[i] = former[from[i]];
      }
      tableRows.set(join, gathered);
    }
    origins = newOrigins;
    held = newHeld;
    eventTimesMicros = newTimes;
    watermarksMicros = newWatermarks;
    batch = columns;
    selection = Selection.all(count);
  }

  /**
   * Remembers which row of a table each row was joined with.
   *
   * @param join the number of the join in the query
   * @param table the table's rows
   * @param partners aligned with the batch; negative where there is none
   */
  public void joined(int join, Batch table, int[] partners) {
    while (tables.size() <= join) {
      tables.add(null);
      tableRows.add(new int[0]);
    }
    tables.set(join, table);
    tableRows.set(join, partners);
  }

  /**
   * The rows of a joined table.
   *
   * @param join the number of the join
   * @return the same instance as long as the table's version is
   */
  public Batch table(int join) {
    return Objects.requireNonNull(tables.get(join));
  }

  /**
   * Which row of a table each row was joined with.
   *
   * @param join the number of the join
   * @return aligned with the batch
   */
  public int[] tableRows(int join) {
    return tableRows.get(join);
  }
}
