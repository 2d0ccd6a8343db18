/** Tests. */
@NullMarked
package io.weir.connectors.console;

import org.jspecify.annotations.NullMarked;
