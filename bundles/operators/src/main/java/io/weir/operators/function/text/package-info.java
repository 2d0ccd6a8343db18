/** Functions of texts. */
@NullMarked
package io.weir.operators.function.text;

import org.jspecify.annotations.NullMarked;
