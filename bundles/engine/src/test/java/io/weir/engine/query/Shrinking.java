package io.weir.engine.query;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Makes lists shorter that fail. */
final class Shrinking {

  private Shrinking() {}

  /** Leaves out elements, many at once at first, as long as what remains fails. */
  static <T> List<T> shorter(List<T> failing, Predicate<List<T>> fails) {
    List<T> least = failing;
    for (int width = Math.max(1, failing.size() / 2); width > 0; width /= 2) {
      for (int at = 0; at + width <= least.size(); ) {
        List<T> fewer = new ArrayList<>(least);
        fewer.subList(at, at + width).clear();
        if (fails.test(fewer)) {
          least = fewer;
        } else {
          at += width;
        }
      }
    }
    return least;
  }
}
