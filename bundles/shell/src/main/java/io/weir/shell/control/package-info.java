/** Commands to a running gateway over a socket that only its owner may use. */
@NullMarked
package io.weir.shell.control;

import org.jspecify.annotations.NullMarked;
