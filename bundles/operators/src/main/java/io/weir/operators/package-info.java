/** Windowed operators, joins, deduplication and kernels over columns. */
@NullMarked
package io.weir.operators;

import org.jspecify.annotations.NullMarked;
