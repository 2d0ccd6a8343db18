/** Functions with a state for each key, and with timeouts. */
@NullMarked
package io.weir.operators.state;

import org.jspecify.annotations.NullMarked;
