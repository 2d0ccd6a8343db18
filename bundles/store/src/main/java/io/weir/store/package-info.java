/** Segment log, checkpoints, quotas: bytes only. */
@NullMarked
package io.weir.store;

import org.jspecify.annotations.NullMarked;
