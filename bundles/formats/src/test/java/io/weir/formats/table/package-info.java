/** Tests. */
@NullMarked
package io.weir.formats.table;

import org.jspecify.annotations.NullMarked;
