/** Rows for the program around to read. */
@NullMarked
package io.weir.connectors.memory;

import org.jspecify.annotations.NullMarked;
