package io.weir.operators.partition;

import io.weir.operators.key.KeyTable;
import io.weir.operators.state.TimeoutFailures;
import java.util.ArrayList;
import java.util.List;

/**
 * Failures of timeouts of several partitions, in the order of time and key.
 *
 * <p>Thread: the one that calls the query; each partition's place that of the partition.
 */
public final class MergedFailures {

  private record Failure(long due, KeyTable keys, int key, String reason) {}

  private final TimeoutFailures target;
  private final List<List<Failure>> places = new ArrayList<>();

  /**
   * No failure.
   *
   * @param target is told of all
   */
  public MergedFailures(TimeoutFailures target) {
    this.target = target;
  }

  /** Where another partition tells its failures. */
  public TimeoutFailures place() {
    List<Failure> place = new ArrayList<>();
    places.add(place);
    return (due, keys, key, reason) -> place.add(new Failure(due, keys, key, reason));
  }

  /** Tells the failures since the last call. */
  public void flow() {
    places.stream()
        .flatMap(List::stream)
        .sorted(MergedFailures::compare)
        .forEach(f -> target.failed(f.due(), f.keys(), f.key(), f.reason()));
    forget();
  }

  private static int compare(Failure left, Failure right) {
    int compared = Long.compare(left.due(), right.due());
    return compared != 0 ? compared : left.keys().compare(left.key(), right.keys(), right.key());
  }

  /** Forgets the failures since then. */
  public void forget() {
    places.forEach(List::clear);
  }
}
