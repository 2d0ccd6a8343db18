/** Literals, intervals and type names. */
@NullMarked
package io.weir.sql.literal;

import org.jspecify.annotations.NullMarked;
