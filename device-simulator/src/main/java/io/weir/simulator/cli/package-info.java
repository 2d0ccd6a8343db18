/** The {@code weir-sim} command. */
@NullMarked
package io.weir.simulator.cli;

import org.jspecify.annotations.NullMarked;
