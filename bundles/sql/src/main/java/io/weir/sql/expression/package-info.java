/** Expressions: parse tree to typed expression. */
@NullMarked
package io.weir.sql.expression;

import org.jspecify.annotations.NullMarked;
