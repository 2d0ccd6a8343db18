/** What a fleet sends: a seeded, repeatable stream of emissions over virtual time. */
@NullMarked
package io.weir.simulator.generate;

import org.jspecify.annotations.NullMarked;
