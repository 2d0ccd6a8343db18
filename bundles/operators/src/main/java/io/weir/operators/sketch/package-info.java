/**
 * The sketches of Apache DataSketches as aggregates need them: the same bits from the same values
 * in the same order, whatever restarts, threads and questions came between.
 *
 * <p>Bytes go in and out through {@link io.weir.operators.sketch.SketchMemory}. The library's own
 * memory stands on {@code sun.misc.Unsafe} and refuses a JDK that it does not know; it is not part
 * of the bundle.
 */
@NullMarked
package io.weir.operators.sketch;

import org.jspecify.annotations.NullMarked;
