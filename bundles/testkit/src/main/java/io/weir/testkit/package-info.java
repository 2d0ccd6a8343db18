/** Virtual clock, operator harness and pipeline cases for users. */
@Export
@NullMarked
@Version("0.1.0")
package io.weir.testkit;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
