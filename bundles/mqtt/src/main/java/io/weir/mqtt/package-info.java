/** Paho receiver and sink. */
@NullMarked
package io.weir.mqtt;

import org.jspecify.annotations.NullMarked;
