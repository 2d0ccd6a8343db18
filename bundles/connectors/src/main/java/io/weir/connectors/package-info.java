/** File, socket, rate, console and memory connectors; file tables. */
@NullMarked
package io.weir.connectors;

import org.jspecify.annotations.NullMarked;
