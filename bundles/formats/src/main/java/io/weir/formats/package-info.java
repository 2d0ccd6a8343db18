/** JSON, CSV and text. */
@NullMarked
package io.weir.formats;

import org.jspecify.annotations.NullMarked;
