/** Plain text: a record is one string. */
@NullMarked
package io.weir.formats.text;

import org.jspecify.annotations.NullMarked;
