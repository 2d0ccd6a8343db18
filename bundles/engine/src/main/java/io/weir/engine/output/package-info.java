/** From results to the outbox and on to the sinks. */
@NullMarked
package io.weir.engine.output;

import org.jspecify.annotations.NullMarked;
