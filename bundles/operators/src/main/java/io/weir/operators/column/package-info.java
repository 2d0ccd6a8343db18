/** Columns copied, ordered and written as bytes. */
@NullMarked
package io.weir.operators.column;

import org.jspecify.annotations.NullMarked;
