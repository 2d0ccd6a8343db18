/**
 * Joins of a stream with a static table. A version of a table is indexed once; a filter on the
 * table's columns alone is decided once for each of its rows.
 */
@NullMarked
package io.weir.operators.join;

import org.jspecify.annotations.NullMarked;
