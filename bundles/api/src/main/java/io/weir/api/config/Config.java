package io.weir.api.config;

import java.util.Optional;

/**
 * The checked configuration of one source, table, sink or format: every option was read by its
 * declaration, unknown ones were refused, {@code ${…}} is filled in.
 *
 * <p>Thread: immutable, any.
 */
public interface Config {

  /**
   * An option that has a value: it is required or has a default.
   *
   * @param option one that the type declares
   * @param <T> the type of its value
   * @return its value, or its default
   * @throws IllegalStateException if it has neither
   */
  <T> T get(Option<T> option);

  /**
   * An option that may be absent.
   *
   * @param option one that the type declares
   * @param <T> the type of its value
   * @return its value, or its default, or nothing
   */
  <T> Optional<T> find(Option<T> option);

  /**
   * An error at the place of an option, for what its declaration cannot check.
   *
   * @param option where
   * @param problem what was found, what was expected, what to do
   * @return to be thrown
   */
  ConfigException error(Option<?> option, String problem);

  /**
   * An error of the whole block.
   *
   * @param problem what was found, what was expected, what to do
   * @return to be thrown
   */
  ConfigException error(String problem);
}
