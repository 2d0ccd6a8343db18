/** Arithmetic, comparison and choice. */
@NullMarked
package io.weir.operators.function.operator;

import org.jspecify.annotations.NullMarked;
