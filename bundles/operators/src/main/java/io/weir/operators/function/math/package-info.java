/** Mathematical functions. */
@NullMarked
package io.weir.operators.function.math;

import org.jspecify.annotations.NullMarked;
