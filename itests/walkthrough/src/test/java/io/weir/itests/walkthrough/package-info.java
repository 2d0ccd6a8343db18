/** What the documentation shows, compiled, run and compared. */
@NullMarked
package io.weir.itests.walkthrough;

import org.jspecify.annotations.NullMarked;
