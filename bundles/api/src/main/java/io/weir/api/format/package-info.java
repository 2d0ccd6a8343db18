/** Formats: bytes to columns and rows to bytes. */
@Export
@Version("1.0.0")
@NullMarked
package io.weir.api.format;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
