/** Tests. */
@NullMarked
package io.weir.formats.print;

import org.jspecify.annotations.NullMarked;
