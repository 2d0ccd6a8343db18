/** JSON: the scanner, the full parser behind it, and the writer. */
@NullMarked
package io.weir.formats.json;

import org.jspecify.annotations.NullMarked;
