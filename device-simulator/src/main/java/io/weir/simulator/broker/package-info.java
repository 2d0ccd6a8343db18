/** Brokers for demos and tests: one embedded, one launched. */
@NullMarked
package io.weir.simulator.broker;

import org.jspecify.annotations.NullMarked;
