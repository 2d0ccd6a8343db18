package io.weir.simulator.fleet;

/**
 * A fleet file that cannot be used. The message says where, what was found and what is expected.
 */
public final class FleetFileException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  FleetFileException(String message) {
    super(message);
  }
}
