/** Pipelines in tests of JUnit, cases, and harnesses that show that the law of an API is kept. */
@Export
@NullMarked
@Version("0.1.0")
package io.weir.testkit;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
