/** The text of values, the same on every JDK. */
@NullMarked
package io.weir.formats.print;

import org.jspecify.annotations.NullMarked;
