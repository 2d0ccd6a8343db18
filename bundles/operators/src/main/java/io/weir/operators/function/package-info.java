/** The functions and aggregates that SQL can name. */
@NullMarked
package io.weir.operators.function;

import org.jspecify.annotations.NullMarked;
