/** What a fleet is: device kinds, value models, faults, and the YAML file that describes them. */
@NullMarked
package io.weir.simulator.fleet;

import org.jspecify.annotations.NullMarked;
