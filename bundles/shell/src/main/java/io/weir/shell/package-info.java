/** The commands, for the command line and for Gogo. */
@NullMarked
package io.weir.shell;

import org.jspecify.annotations.NullMarked;
