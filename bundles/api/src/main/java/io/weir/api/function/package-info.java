/** Scalar functions, aggregates and functions with state that a bundle brings. */
@Export
@Version("1.1.0")
@NullMarked
package io.weir.api.function;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
