/** Reads a pipeline file part by part and checks it whole. */
@NullMarked
package io.weir.pipeline.check;

import org.jspecify.annotations.NullMarked;
