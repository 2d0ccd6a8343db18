/**
 * Aggregates over cells: each (pane, group) has one row of 64-bit cells, and of objects where an
 * aggregate needs any.
 *
 * <p>An aggregate is a {@link io.weir.operators.aggregate.Accumulator}: it adds many rows of one
 * pane at a time, merges a later pane into an earlier one, and gives a column of results.
 * Aggregates of the same argument and filter share a {@link io.weir.operators.aggregate.Lane}:
 * nulls and filtered rows are taken out once, and the rows that remain are counted once.
 */
@NullMarked
package io.weir.operators.aggregate;

import org.jspecify.annotations.NullMarked;
