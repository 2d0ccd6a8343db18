package io.weir.bench.query;

/**
 * What a run gave, in whatever order: how many rows, and the sum of a hash of each.
 *
 * <p>Thread: one at a time.
 */
final class Outcome {

  private static final long MIX = 0x9E3779B97F4A7C15L;

  private long rows;
  private long checksum;

  void add(String device, long endMs, long n, double mean, double low, double high) {
    long hash = device.hashCode();
    hash = hash * MIX + endMs;
    hash = hash * MIX + n;
    hash = hash * MIX + Double.doubleToRawLongBits(mean);
    hash = hash * MIX + Double.doubleToRawLongBits(low);
    hash = hash * MIX + Double.doubleToRawLongBits(high);
    checksum += hash ^ hash >>> 29;
    rows++;
  }

  long rows() {
    return rows;
  }

  /** Whether both gave the same rows. */
  boolean sameAs(Outcome other) {
    return rows == other.rows && checksum == other.checksum;
  }

  @Override
  public String toString() {
    return "%d rows, checksum %016x".formatted(rows, checksum);
  }
}
