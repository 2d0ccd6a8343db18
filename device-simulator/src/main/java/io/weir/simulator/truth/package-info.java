/** What was sent, what a gateway must make of it, and the comparison of the two. */
@NullMarked
package io.weir.simulator.truth;

import org.jspecify.annotations.NullMarked;
