/** Tests. */
@NullMarked
package io.weir.connectors.memory;

import org.jspecify.annotations.NullMarked;
