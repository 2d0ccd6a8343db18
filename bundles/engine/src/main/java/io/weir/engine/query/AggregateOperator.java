package io.weir.engine.query;

import io.weir.operators.Operator;
import io.weir.operators.RowFates;
import io.weir.operators.Rows;
import io.weir.operators.StateSink;
import io.weir.operators.StateSource;
import io.weir.operators.group.Groups;
import io.weir.operators.window.Aggregation;
import io.weir.operators.window.QueryWatermark;
import java.util.List;

/** Leads rows into an aggregation, and its windows out of it. */
final class AggregateOperator implements Operator {

  private final Aggregation aggregation;
  private final List<Groups> groupsByPath;
  private final WindowResults results;

  AggregateOperator(Aggregation aggregation, List<Groups> groupsByPath, WindowResults results) {
    this.aggregation = aggregation;
    this.groupsByPath = List.copyOf(groupsByPath);
    this.results = results;
  }

  @Override
  public void accept(int path, Rows rows, QueryWatermark watermark, RowFates fates) {
    aggregation.accept(rows, groupsByPath.get(path), watermark, fates, results);
  }

  @Override
  public void advance(long watermarkMicros) {
    aggregation.advance(watermarkMicros, results);
  }

  @Override
  public void due(long nowMicros) {
    if (aggregation.isDue()) {
      results.now(nowMicros);
      aggregation.due(results);
    }
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
  public void restore(StateSource source) {
    aggregation.restore(source);
  }
}
