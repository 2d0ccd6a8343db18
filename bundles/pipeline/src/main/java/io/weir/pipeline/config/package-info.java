/** Options of the pipeline file: how their values are read and checked. */
@NullMarked
package io.weir.pipeline.config;

import org.jspecify.annotations.NullMarked;
