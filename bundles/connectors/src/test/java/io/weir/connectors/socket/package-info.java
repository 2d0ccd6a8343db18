/** Tests. */
@NullMarked
package io.weir.connectors.socket;

import org.jspecify.annotations.NullMarked;
