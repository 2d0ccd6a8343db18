/** The file operations of the store, as a small seam that tests replace by failing disks. */
@NullMarked
package io.weir.store.file;

import org.jspecify.annotations.NullMarked;
