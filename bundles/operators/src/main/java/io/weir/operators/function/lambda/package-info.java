/**
 * Functions that take lambdas. Their bodies are evaluated over the elements of many rows at once.
 */
@NullMarked
package io.weir.operators.function.lambda;

import org.jspecify.annotations.NullMarked;
