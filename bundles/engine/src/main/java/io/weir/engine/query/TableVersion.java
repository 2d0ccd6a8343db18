package io.weir.engine.query;

import io.weir.api.data.Batch;

/**
 * One version of a static table, in force from its place in the journal on.
 *
 * @param number from 1, dense in the journal's order
 * @param rows all rows
 */
public record TableVersion(long number, Batch rows) {}
