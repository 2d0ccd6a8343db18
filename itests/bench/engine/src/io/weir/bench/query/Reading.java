package io.weir.bench.query;

/**
 * A decoded record, as a program holds it.
 *
 * @param device its name
 * @param ts epoch milliseconds
 * @param temp a multiple of 1/4, so that sums are exact and results compare to the last bit
 */
public record Reading(String device, long ts, double temp) {}
