package io.weir.operators.join;

import io.weir.api.Fate;
import io.weir.api.data.Batch;
import io.weir.api.data.Column;
import io.weir.api.data.LongColumn;
import io.weir.operators.RowFates;
import io.weir.operators.Rows;
import io.weir.operators.Stage;
import io.weir.operators.expr.Kernel;
import io.weir.operators.expr.RowErrors;
import io.weir.operators.expr.Selection;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A join of a stream with a table. Where no row can have several partners, rows keep their places;
 * else a new batch is made of all pairs, in the stream's order and then the table's.
 *
 * <p>Fates: a row without partner is {@link Fate#NO_MATCH} for INNER and SEMI; a row with one is
 * {@link Fate#FILTERED} for ANTI, which keeps what is not in the table as WHERE NOT EXISTS would.
 *
 * <p>Thread: one at a time.
 */
public final class TableJoinStage implements Stage {

  private final int number;
  private final JoinKind kind;
  private final JoinedTable table;
  private final Kernel[] keys;
  private final Column[] columns; // of the batch at hand
  private final @Nullable Kernel asOf;
  private final @Nullable Kernel residual;
  private final JoinedColumns output;
  private final PartnerFinder finder;
  private final RowErrors errors = new RowErrors();
  private final PairJoin pairs;

  // Of the batch at hand.
  private @Nullable LongColumn times;
  private int[] partners = new int[0];
  private int[] kept = new int[0];
  private int[] dropped = new int[0];

  /**
   * A join.
   *
   * @param number its number in the query
   * @param kind what it yields
   * @param table its table
   * @param keys the equalities' left sides, over the stream
   * @param asOf the time, over the stream, at which the table's row holds; null for any
   * @param residual a further condition over the stream's columns, then the table's; null for none
   * @param output which columns are made
   * @param candidates which columns the residual condition needs
   */
  public TableJoinStage(
      int number,
      JoinKind kind,
      JoinedTable table,
      List<Kernel> keys,
      @Nullable Kernel asOf,
      @Nullable Kernel residual,
      JoinedColumns output,
      JoinedColumns candidates) {
    this.number = number;
    this.kind = kind;
    this.table = table;
    this.keys = keys.toArray(Kernel[]::new);
    this.columns = new Column[this.keys.length];
    this.asOf = asOf;
    this.residual = residual;
    this.output = output;
    this.finder = new PartnerFinder(table.nullSafe());
    this.pairs = new PairJoin(number, kind, residual, output, candidates);
  }

  @Override
  public boolean multiplies() {
    boolean yieldsPairs = kind == JoinKind.INNER || kind == JoinKind.LEFT;
    return yieldsPairs && !table.index().unique();
  }

  @Override
  public void apply(Rows rows, RowFates fates) {
    TableIndex index = table.index();
    findPartners(rows, index, fates);
    if (asOf != null || residual != null || multiplies()) {
      pairs.apply(rows, index, partners, times, fates);
      return;
    }
    switch (kind) {
      case INNER -> keepMatched(rows, index, fates);
      case LEFT -> {}
      case SEMI -> keep(rows, true, Fate.NO_MATCH, fates);
      case ANTI -> keep(rows, false, Fate.FILTERED, fates);
    }
    if (kind == JoinKind.INNER || kind == JoinKind.LEFT) {
      Batch batch = rows.batch();
      rows.exchange(output.aligned(batch, index, partners));
      rows.joined(number, index.rows(), partners);
    }
  }

  private void findPartners(Rows rows, TableIndex index, RowFates fates) {
    Batch batch = rows.batch();
    Selection selection = rows.selection();
    reserve(batch.size());
    if (selection.count() < batch.size()) {
      Arrays.fill(partners, 0, batch.size(), TableIndex.NONE); // rows that left the way have none
    }
    errors.clear();
    for (int i = 0; i < keys.length; i++) {
      columns[i] = keys[i].evaluate(batch, selection, errors);
    }
    Kernel time = asOf;
    if (time != null) {
      times = (LongColumn) time.evaluate(batch, selection, errors);
    }
    finder.find(index, columns, selection, partners, errors);
    if (errors.any()) {
      for (int i = 0; i < selection.count(); i++) {
        int row = selection.row(i);
        if (errors.failed(row)) {
          fates.quarantine(rows, row, errors.reason(row));
        }
      }
      rows.select(errors.without(selection));
    }
  }

  private void reserve(int size) {
    if (partners.length < size) {
      partners = new int[size];
      kept = new int[size];
      dropped = new int[size];
    }
  }

  private void keepMatched(Rows rows, TableIndex index, RowFates fates) {
    Selection selection = rows.selection();
    int[] selected = selection.rows();
    int count = selection.count();
    int[] found = partners;
    int keptCount = 0;
    int without = 0;
    for (int i = 0; i < count; i++) {
      int row = selected[i];
      int partner = found[row];
      kept[keptCount] = row;
      keptCount += TableIndex.isRow(partner);
      without += TableIndex.isNone(partner);
    }
    if (keptCount == count) {
      return;
    }
    note(Fate.NO_MATCH, TableIndex.NONE, without, rows, fates);
    int failing = index.mayFail() ? quarantineFailing(rows, index, fates) : 0;
    note(Fate.FILTERED, TableIndex.FILTERED, count - keptCount - without - failing, rows, fates);
    rows.select(Selection.of(kept, keptCount));
  }

  private int quarantineFailing(Rows rows, TableIndex index, RowFates fates) {
    Selection selection = rows.selection();
    int failing = 0;
    for (int i = 0; i < selection.count(); i++) {
      int row = selection.row(i);
      if (partners[row] == TableIndex.FAILS) {
        fates.quarantine(rows, row, index.filterError(finder.failing(index, columns, row)));
        failing++;
      }
    }
    return failing;
  }

  private void note(Fate fate, int partner, int count, Rows rows, RowFates fates) {
    if (count > 0 && fates.needsPositions()) {
      Selection selection = rows.selection();
      int size = 0;
      for (int i = 0; i < selection.count(); i++) {
        if (partners[selection.row(i)] == partner) {
          dropped[size++] = selection.row(i);
        }
      }
    }
    if (count > 0) {
      fates.note(fate, rows, dropped, 0, count);
    }
  }

  private void keep(Rows rows, boolean matched, Fate otherwise, RowFates fates) {
    Selection selection = rows.selection();
    int keptCount = 0;
    int droppedCount = 0;
    for (int i = 0; i < selection.count(); i++) {
      int row = selection.row(i);
      if (partners[row] >= 0 == matched) {
        kept[keptCount++] = row;
      } else {
        dropped[droppedCount++] = row;
      }
    }
    if (droppedCount > 0) {
      fates.note(otherwise, rows, dropped, 0, droppedCount);
      rows.select(Selection.of(kept, keptCount));
    }
  }
}
