/** What every decoder shares: cells between payload and columns, and the rules of conversion. */
@NullMarked
package io.weir.formats.cell;

import org.jspecify.annotations.NullMarked;
