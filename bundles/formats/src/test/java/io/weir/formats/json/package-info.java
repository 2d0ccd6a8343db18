/** Tests. */
@NullMarked
package io.weir.formats.json;

import org.jspecify.annotations.NullMarked;
