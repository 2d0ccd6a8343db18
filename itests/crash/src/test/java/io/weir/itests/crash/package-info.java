/** Real processes, killed and restarted, against the truth. */
@NullMarked
package io.weir.itests.crash;

import org.jspecify.annotations.NullMarked;
