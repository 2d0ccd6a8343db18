/** Tests. */
@NullMarked
package io.weir.connectors.rate;

import org.jspecify.annotations.NullMarked;
