/** Types, schemas and columnar batches. */
@Export
@Version("1.0.0")
@NullMarked
package io.weir.api.data;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
