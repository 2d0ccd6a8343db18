/** A plan turned into operators that run. */
@NullMarked
package io.weir.engine.query;

import org.jspecify.annotations.NullMarked;
