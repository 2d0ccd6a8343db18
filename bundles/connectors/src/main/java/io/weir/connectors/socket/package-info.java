/** Lines from a TCP peer. */
@NullMarked
package io.weir.connectors.socket;

import org.jspecify.annotations.NullMarked;
