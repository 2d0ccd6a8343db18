/** Where emissions go: MQTT or JSON Lines, at real, accelerated or full speed. */
@NullMarked
package io.weir.simulator.output;

import org.jspecify.annotations.NullMarked;
