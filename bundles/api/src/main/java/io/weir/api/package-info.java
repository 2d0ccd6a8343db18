/** What connectors, functions and users compile against. */
@Export
@NullMarked
@Version("0.1.0")
package io.weir.api;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
