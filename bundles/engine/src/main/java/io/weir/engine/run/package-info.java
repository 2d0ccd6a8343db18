/** The deterministic core of a pipeline, and the loop that drives it. */
@NullMarked
package io.weir.engine.run;

import org.jspecify.annotations.NullMarked;
