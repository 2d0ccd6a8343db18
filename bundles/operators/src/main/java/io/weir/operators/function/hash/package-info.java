/** Hashes of values, as Spark computes them. */
@NullMarked
package io.weir.operators.function.hash;

import org.jspecify.annotations.NullMarked;
