/** The commands that run inside a gateway: from the command line over its socket, and in Gogo. */
@NullMarked
package io.weir.shell.gateway;

import org.jspecify.annotations.NullMarked;
