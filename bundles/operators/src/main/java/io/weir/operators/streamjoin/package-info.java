/**
 * Joins of two streams. Rows of both sides are kept in columns, found by key, and let go when the
 * watermark says that no partner can come any more.
 */
@NullMarked
package io.weir.operators.streamjoin;

import org.jspecify.annotations.NullMarked;
