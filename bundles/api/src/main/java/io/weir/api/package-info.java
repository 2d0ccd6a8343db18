/** What connectors, functions and users compile against: time and the fates of records. */
@Export
@Version("1.0.0")
@NullMarked
package io.weir.api;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
