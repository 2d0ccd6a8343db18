/** Cases: folders that hold a pipeline, its input and the rows that are expected. */
@NullMarked
package io.weir.pipeline.cases;

import org.jspecify.annotations.NullMarked;
