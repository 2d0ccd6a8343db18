/** Tests of reading and running pipelines. */
@org.jspecify.annotations.NullMarked
package io.weir.pipeline;
