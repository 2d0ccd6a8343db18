/** A user's bundle: a source, a sink and a function of its own. */
@NullMarked
package io.weir.itests.extension;

import org.jspecify.annotations.NullMarked;
