/** Weir in a framework: what only a container can show. */
@NullMarked
package io.weir.itests.osgi;

import org.jspecify.annotations.NullMarked;
