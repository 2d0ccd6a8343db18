package io.weir.simulator.truth;

import org.jspecify.annotations.Nullable;

/**
 * A result row of the query as it arrived upstream.
 *
 * @param id its delivery identity ({@code _id}), or null if it has none
 * @param key its group
 * @param count column {@code n}
 * @param mean column {@code mean}, or null
 * @param peak column {@code peak}, or null
 */
record UpstreamRow(
    @Nullable String id, WindowKey key, long count, @Nullable Double mean, @Nullable Double peak) {

  /** Whether another row has the same content. */
  boolean sameContent(UpstreamRow other) {
    return key.equals(other.key) && describe().equals(other.describe());
  }

  /** For people: {@code n=60 mean=61.5 peak=80.25}. */
  String describe() {
    return WindowSum.describe(count, mean, peak);
  }
}
