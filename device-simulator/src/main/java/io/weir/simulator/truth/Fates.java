package io.weir.simulator.truth;

/**
 * Counts by fate, in the words of PIPELINE.md. The fates at the source add up to the records
 * received; those in the query to the records accepted; {@code partlyLate} is part of {@code
 * aggregated}.
 *
 * @param accepted passed the checks of the source
 * @param duplicate had the identity of an earlier record, or was redelivered
 * @param quarantined did not decode, had no event time, or was too far in the future
 * @param overflow dropped by a full buffer (QoS 0 only)
 * @param aggregated counted in a window
 * @param noMatch not in the table
 * @param filtered refused by WHERE
 * @param late all its windows were final
 * @param queryQuarantined quarantined by the query
 * @param partlyLate counted in some of its windows only
 */
public record Fates(
    long accepted,
    long duplicate,
    long quarantined,
    long overflow,
    long aggregated,
    long noMatch,
    long filtered,
    long late,
    long queryQuarantined,
    long partlyLate) {

  /** Records received. */
  public long received() {
    return accepted + duplicate + quarantined + overflow;
  }

  /** Records that have a fate in the query. */
  public long decided() {
    return aggregated + noMatch + filtered + late + queryQuarantined;
  }
}
