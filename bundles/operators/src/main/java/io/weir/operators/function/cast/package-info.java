/** Conversions between types. */
@NullMarked
package io.weir.operators.function.cast;

import org.jspecify.annotations.NullMarked;
