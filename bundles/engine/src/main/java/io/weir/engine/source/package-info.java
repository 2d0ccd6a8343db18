/** From raw records to checked rows with their watermark. */
@NullMarked
package io.weir.engine.source;

import org.jspecify.annotations.NullMarked;
