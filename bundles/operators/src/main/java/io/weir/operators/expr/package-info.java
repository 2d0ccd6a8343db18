/** Typed expressions over the columns of a batch. */
@NullMarked
package io.weir.operators.expr;

import org.jspecify.annotations.NullMarked;
