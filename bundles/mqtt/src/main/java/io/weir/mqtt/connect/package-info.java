/** One broker connection, kept up for ever: address, TLS, back-off, reports. */
@NullMarked
package io.weir.mqtt.connect;

import org.jspecify.annotations.NullMarked;
