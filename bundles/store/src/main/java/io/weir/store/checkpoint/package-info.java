/**
 * Checkpoints: named byte values with a log position, in two MVStore files of which at least one
 * stays whole whatever happens to the other.
 */
@NullMarked
package io.weir.store.checkpoint;

import org.jspecify.annotations.NullMarked;
