/** Text that people like to read: tables, numbers, colour where there is a terminal. */
@NullMarked
package io.weir.shell.text;

import org.jspecify.annotations.NullMarked;
