@NullMarked
package io.weir.store.checkpoint;

import org.jspecify.annotations.NullMarked;
