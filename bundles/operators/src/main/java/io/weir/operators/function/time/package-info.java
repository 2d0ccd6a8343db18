/** Functions of dates and timestamps. */
@NullMarked
package io.weir.operators.function.time;

import org.jspecify.annotations.NullMarked;
