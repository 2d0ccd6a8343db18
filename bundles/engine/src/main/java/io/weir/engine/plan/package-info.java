/** The logical plan: what a query means, however it was written. */
@NullMarked
package io.weir.engine.plan;

import org.jspecify.annotations.NullMarked;
