/** Runs a pipeline on files in virtual time. */
@NullMarked
package io.weir.pipeline.virtual;

import org.jspecify.annotations.NullMarked;
