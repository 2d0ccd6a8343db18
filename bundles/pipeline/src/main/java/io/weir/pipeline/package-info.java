/** YAML to a checked, runnable pipeline; plain Java, embeddable. */
@Export
@NullMarked
@Version("0.1.0")
package io.weir.pipeline;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
