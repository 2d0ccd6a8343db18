package io.weir.operators.join;

import io.weir.operators.expr.Kernel;

/**
 * A filter over a table's columns alone.
 *
 * @param condition over the table
 * @param decidesNulls whether a null decides against the row; else the row stays on the way, for a
 *     later filter to decide
 */
public record TableFilter(Kernel condition, boolean decidesNulls) {}
