/** Spark's generated parser: text to tree, and what of its grammar is supported. */
@NullMarked
package io.weir.sql.parser;

import org.jspecify.annotations.NullMarked;
