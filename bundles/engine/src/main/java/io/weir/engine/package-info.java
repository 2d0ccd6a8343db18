/** Plan, batch loop, watermark and commit. */
@NullMarked
package io.weir.engine;

import org.jspecify.annotations.NullMarked;
