package io.weir.api.config;

/** A configuration that cannot be used. The message is for people and says where. */
public final class ConfigException extends Exception {

  private static final long serialVersionUID = 1L;

  /**
   * An error.
   *
   * @param message where, what was found, what was expected, what to do
   */
  public ConfigException(String message) {
    super(message);
  }
}
