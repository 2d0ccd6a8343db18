/** Starts an OSGi framework with the bundles of the distribution. */
@NullMarked
package io.weir.launcher;

import org.jspecify.annotations.NullMarked;
