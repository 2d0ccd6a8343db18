package io.weir.pipeline;

import java.util.List;

/**
 * What a pipeline can take and what it writes, estimated from its file alone.
 *
 * @param recordsPerSecond the rate that the estimate is for, over all sources
 * @param recordBytes the size of a record that is assumed, from the columns
 * @param journalBytesPerDay written to the journal, with what a file system adds to each commit
 * @param checkpointBytesPerDay written to checkpoints for the identities; the state of queries
 *     comes on top and depends on the data
 * @param sources the greatest rates
 */
public record FlashEstimate(
    double recordsPerSecond,
    long recordBytes,
    long journalBytesPerDay,
    long checkpointBytesPerDay,
    List<SourceRate> sources) {

  /** Copies the rates. */
  public FlashEstimate {
    sources = List.copyOf(sources);
  }

  /**
   * All bytes a day.
   *
   * @return journal and checkpoints
   */
  public long bytesPerDay() {
    return journalBytesPerDay + checkpointBytesPerDay;
  }

  /**
   * The greatest rate of a source.
   *
   * @param name its name
   * @param recordsPerSecond that its options and the commit interval allow; positive infinity for
   *     no bound
   */
  public record SourceRate(String name, double recordsPerSecond) {}
}
