/** Tests. */
@NullMarked
package io.weir.formats.csv;

import org.jspecify.annotations.NullMarked;
