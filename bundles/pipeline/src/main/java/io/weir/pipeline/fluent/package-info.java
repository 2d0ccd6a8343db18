/**
 * Pipelines written in Java. {@link io.weir.pipeline.fluent.PipelineBuilder} begins one; {@link
 * io.weir.pipeline.fluent.Rows} is a query in the making; {@link
 * io.weir.pipeline.fluent.Expressions} has the functions.
 *
 * <p>What is built is a pipeline file: the same names, options and SQL, checked by the same code,
 * with the same messages. So a pipeline in Java and its twin in a file are the same pipeline, and a
 * gateway that is restarted knows it by its text.
 */
@Export
@NullMarked
@Version("0.1.0")
package io.weir.pipeline.fluent;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
