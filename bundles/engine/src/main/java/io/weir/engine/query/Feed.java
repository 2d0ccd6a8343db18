package io.weir.engine.query;

import io.weir.operators.RowFates;
import io.weir.operators.RowSink;
import io.weir.operators.Rows;
import java.util.ArrayList;
import java.util.List;

/**
 * Where paths begin: an input of the query, or a step.
 *
 * <p>Thread: the one that calls the query.
 */
final class Feed implements RowSink {

  /** A step that reads the feed, and the feed's place among those of the step. */
  private record Reader(Step step, int feed) {}

  private final List<QueryPath> paths = new ArrayList<>();
  private final List<Reader> readers = new ArrayList<>();

  List<QueryPath> paths() {
    return paths;
  }

  void add(QueryPath path) {
    paths.add(path);
  }

  void add(Step step, int feed) {
    readers.add(new Reader(step, feed));
  }

  /** Whether a record may make several rows on the ways from here, as things stand. */
  boolean multiplies() {
    for (QueryPath path : paths) {
      if (paths.size() > 1 || path.multiplies() || path.to().multiplies()) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void rows(Rows rows, RowFates fates) {
    for (QueryPath path : paths) {
      path.take(rows, fates);
    }
  }

  /** Raises the watermark of everything behind. */
  void raise(long watermarkMicros) {
    for (Reader reader : readers) {
      reader.step().raise(reader.feed(), watermarkMicros);
    }
  }
}
