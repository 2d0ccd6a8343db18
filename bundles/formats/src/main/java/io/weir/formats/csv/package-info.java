/** CSV as RFC 4180 has it. */
@NullMarked
package io.weir.formats.csv;

import org.jspecify.annotations.NullMarked;
