/** Operators divided by keys, whose partitions work side by side and yield what one would. */
@NullMarked
package io.weir.operators.partition;

import org.jspecify.annotations.NullMarked;
