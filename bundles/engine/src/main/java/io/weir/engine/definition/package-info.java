/** Everything the engine needs to run a pipeline, checked and resolved. */
@NullMarked
package io.weir.engine.definition;

import org.jspecify.annotations.NullMarked;
