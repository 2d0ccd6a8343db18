/** Plans and estimates for people. */
@NullMarked
package io.weir.pipeline.plan;

import org.jspecify.annotations.NullMarked;
