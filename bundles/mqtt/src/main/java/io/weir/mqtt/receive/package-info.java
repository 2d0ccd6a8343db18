/** The receiver: queue, packet ids, acknowledgements, subscription. */
@NullMarked
package io.weir.mqtt.receive;

import org.jspecify.annotations.NullMarked;
