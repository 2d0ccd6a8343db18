/** Options that a type declares and the checked configuration that it reads. */
@Export
@Version("1.0.0")
@NullMarked
package io.weir.api.config;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
