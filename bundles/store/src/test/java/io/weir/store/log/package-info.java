@NullMarked
package io.weir.store.log;

import org.jspecify.annotations.NullMarked;
