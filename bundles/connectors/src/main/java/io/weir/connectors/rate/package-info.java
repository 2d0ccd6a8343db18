/** A source that makes numbers by the clock. */
@NullMarked
package io.weir.connectors.rate;

import org.jspecify.annotations.NullMarked;
