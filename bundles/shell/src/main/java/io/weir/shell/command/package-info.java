/** One class a command. */
@NullMarked
package io.weir.shell.command;

import org.jspecify.annotations.NullMarked;
