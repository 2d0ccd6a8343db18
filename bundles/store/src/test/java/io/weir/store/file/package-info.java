@NullMarked
package io.weir.store.file;

import org.jspecify.annotations.NullMarked;
