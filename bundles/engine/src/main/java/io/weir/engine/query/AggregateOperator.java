package io.weir.engine.query;

import io.weir.operators.KeyedOperator;
import io.weir.operators.RowFates;
import io.weir.operators.Rows;
import io.weir.operators.StateSink;
import io.weir.operators.StateSource;
import io.weir.operators.group.Groups;
import io.weir.operators.window.Aggregation;
import io.weir.operators.window.QueryWatermark;
import java.util.List;

/** Leads rows into an aggregation, and its windows out of it. */
final class AggregateOperator implements KeyedOperator {

  private final Aggregation aggregation;
  private final List<Groups> groupsByPath;
  private final WindowResults results;

  AggregateOperator(Aggregation aggregation, List<Groups> groupsByPath, WindowResults results) {
    this.aggregation = aggregation;
    this.groupsByPath = List.copyOf(groupsByPath);
    this.results = results;
  }

  @Override
  public void prepare(int path, Rows rows) {
    aggregation.prepare(rows, groupsByPath.get(path));
  }

  @Override
  public long growth(int path, Rows rows) {
    return aggregation.growth(rows, groupsByPath.get(path));
  }

  @Override
  public void take(int path, Rows rows, QueryWatermark watermark, RowFates fates) {
    aggregation.take(rows, groupsByPath.get(path), watermark, fates, results);
  }

  @Override
  public boolean yieldsGroups() {
    return true;
  }

  @Override
  public boolean isDueAt(long watermarkMicros) {
    return aggregation.isDueAt(watermarkMicros);
  }

  @Override
  public void advance(long watermarkMicros) {
    aggregation.advance(watermarkMicros, results);
  }

  @Override
  public void due(long nowMicros) {
    if (aggregation.isDue()) {
      dueWithOthers(nowMicros);
    }
  }

  /** In complete mode groups are yielded though only those of others have changed. */
  @Override
  public void dueWithOthers(long nowMicros) {
    results.now(nowMicros);
    aggregation.due(results);
  }

  @Override
  public boolean isDue() {
    return aggregation.isDue();
  }

  @Override
  public long stateBytes() {
    return aggregation.stateBytes();
  }

  @Override
  public long stateRows() {
    return aggregation.stateRows();
  }

  @Override
  public void snapshot(StateSink sink) {
    aggregation.snapshot(sink);
  }

  @Override
  public void restore(StateSource source, Ownership ownership) {
    aggregation.restore(source, ownership);
  }
}
