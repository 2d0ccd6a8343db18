/** Tests. */
@NullMarked
package io.weir.formats.text;

import org.jspecify.annotations.NullMarked;
