/** The demo: a broker, an installed gateway, a fleet, and the truth beside what arrives. */
@NullMarked
package io.weir.simulator.demo;

import org.jspecify.annotations.NullMarked;
