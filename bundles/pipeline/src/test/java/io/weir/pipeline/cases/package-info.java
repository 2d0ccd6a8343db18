@org.jspecify.annotations.NullMarked
package io.weir.pipeline.cases;
