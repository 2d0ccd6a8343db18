/** Functions of texts that hold JSON, read and written as Spark does. */
@NullMarked
package io.weir.operators.function.json;

import org.jspecify.annotations.NullMarked;
