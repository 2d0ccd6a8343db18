/** Stages that make several rows of one: elements of arrays, and sets of group keys. */
@NullMarked
package io.weir.operators.expand;

import org.jspecify.annotations.NullMarked;
