package io.weir.bench.query;

/**
 * How much is measured.
 *
 * @param objectBatches batches of objects
 * @param jsonBatches batches of JSON
 * @param warmUp seconds of each contender that do not count
 * @param rounds that count
 */
record Sizes(int objectBatches, int jsonBatches, int warmUp, int rounds) {

  static final Sizes FULL = new Sizes(1_500, 500, 8, 7);
  static final Sizes QUICK = new Sizes(1_500, 250, 3, 5);
}
