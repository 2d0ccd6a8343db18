/** The pipelines of one gateway: each in a slot of its own, none in another's way. */
@NullMarked
package io.weir.pipeline.gateway;

import org.jspecify.annotations.NullMarked;
