package io.weir.testkit;

import io.weir.pipeline.BackPressure;
import io.weir.pipeline.Restarts;
import java.util.List;

/**
 * A way to run a pipeline. The rows are the same in every one.
 *
 * @param restarts where it restarts
 * @param pressure what its sinks refuse
 */
record Way(Restarts restarts, BackPressure pressure) {

  static final Way THROUGH = new Way(Restarts.none(), BackPressure.NONE);

  /** The ways that every pipeline must stand beside {@link #THROUGH}. */
  static final List<Way> BESIDE_THROUGH =
      List.of(
          new Way(Restarts.every(1), BackPressure.NONE),
          new Way(Restarts.none(), BackPressure.ALTERNATE),
          new Way(Restarts.every(1), BackPressure.ALTERNATE));

  boolean runsThrough() {
    return restarts == Restarts.none() && pressure == BackPressure.NONE;
  }

  /** The name of a test that runs so. */
  String title(String name) {
    return name
        + (restarts == Restarts.none() ? "" : ", restarts: " + restarts)
        + (pressure == BackPressure.NONE ? "" : ", back-pressure");
  }
}
