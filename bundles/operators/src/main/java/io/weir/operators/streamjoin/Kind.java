package io.weir.operators.streamjoin;

/**
 * What a join of two streams yields.
 *
 * @param pairs whether pairs are yielded
 * @param semi whether rows of the left side are yielded once they have a partner
 * @param left whether rows of the left side are yielded that can have no partner any more
 * @param right whether rows of the right side are
 */
public record Kind(boolean pairs, boolean semi, boolean left, boolean right) {}
