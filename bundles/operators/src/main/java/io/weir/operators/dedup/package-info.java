/** Rows of which the first of each key goes on. */
@NullMarked
package io.weir.operators.dedup;

import org.jspecify.annotations.NullMarked;
