/** The journal's entries: one total order over everything that happens to a pipeline. */
@NullMarked
package io.weir.engine.journal;

import org.jspecify.annotations.NullMarked;
