/** Sensor fleets with ground truth. */
@NullMarked
package io.weir.simulator;

import org.jspecify.annotations.NullMarked;
