package io.weir.engine.query;

import io.weir.engine.plan.Plan;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A node of the oracle that keeps something: its feeds, its watermark, and where its rows go. */
abstract class NaiveNode {

  final NaiveQuery query;
  final Map<Object, Long> feeds = new LinkedHashMap<>(); // inputs and nodes
  private final Map<Object, Long> beforeEnd = new LinkedHashMap<>();
  private NaiveNode next;
  private boolean nextIsLeft;
  private List<Plan> way = List.of();

  NaiveNode(NaiveQuery query) {
    this.query = query;
  }

  void connect(NaiveNode to, boolean left, List<Plan> stages) {
    next = to;
    nextIsLeft = left;
    way = stages;
  }

  /** A row has come; everything that the watermark brings about has happened. */
  abstract void take(boolean left, NaiveRow row, long watermark);

  /** Does what a watermark brings about. */
  void advance(long watermark) {}

  /** Yields what is due at a trigger; gives whether anything was due. */
  boolean due(long now) {
    return false;
  }

  long out(long watermark) {
    return watermark;
  }

  /** The smallest, or the greatest that a feed had before its end; when all have ended, the end. */
  final long watermark() {
    long smallest = Collections.min(feeds.values());
    return !query.maxWatermark() || smallest == Long.MAX_VALUE
        ? smallest
        : beforeEnd.values().stream().reduce(Long.MIN_VALUE, Math::max);
  }

  final void accept(Object feed, boolean left, NaiveRow row, long stamp) {
    reach(feed, stamp);
    long watermark = watermark();
    advance(watermark);
    take(left, row, watermark);
  }

  private void reach(Object feed, long watermark) {
    feeds.merge(feed, watermark, Math::max);
    beforeEnd.merge(feed, watermark == Long.MAX_VALUE ? Long.MIN_VALUE : watermark, Math::max);
  }

  final void raise(Object feed, long watermark) {
    reach(feed, watermark);
    long present = watermark();
    advance(present);
    if (next != null) {
      next.raise(this, out(present));
    }
  }

  final void emit(NaiveRow row, long stamp) {
    query.send(row, way, next, this, nextIsLeft, stamp);
  }
}
