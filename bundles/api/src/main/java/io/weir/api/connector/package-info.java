/** Sources, sinks and tables: the law between a connector and the engine. */
@Export
@Version("1.0.0")
@NullMarked
package io.weir.api.connector;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
