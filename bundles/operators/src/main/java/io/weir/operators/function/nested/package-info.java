/** Functions of arrays, structs and JSON. */
@NullMarked
package io.weir.operators.function.nested;

import org.jspecify.annotations.NullMarked;
