/** SQL text to plan. */
@NullMarked
package io.weir.sql;

import org.jspecify.annotations.NullMarked;
