/** A user's bundle: a source, a sink, functions and a pipeline of its own. */
@NullMarked
package io.weir.itests.extension;

import org.jspecify.annotations.NullMarked;
