package io.weir.simulator.broker;

import org.jspecify.annotations.Nullable;

/** A broker that does not start. The message says why and what to do. */
public final class BrokerException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  BrokerException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
