/** Disks that fail on purpose, for tests: the same failures at the same place each time. */
@NullMarked
package io.weir.store.fault;

import org.jspecify.annotations.NullMarked;
