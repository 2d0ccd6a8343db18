/** Threads for work that falls into independent tasks. */
@NullMarked
package io.weir.engine.workers;

import org.jspecify.annotations.NullMarked;
