/** The sink: topics, messages of several rows, the window of unconfirmed messages. */
@NullMarked
package io.weir.mqtt.send;

import org.jspecify.annotations.NullMarked;
