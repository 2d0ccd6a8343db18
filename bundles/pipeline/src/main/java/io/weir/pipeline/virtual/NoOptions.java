package io.weir.pipeline.virtual;

import io.weir.api.config.Config;
import io.weir.api.config.ConfigException;
import io.weir.api.config.Option;
import java.util.NoSuchElementException;
import java.util.Optional;

/** A configuration in which nothing is written. */
enum NoOptions implements Config {
  INSTANCE;

  @Override
  public <T> T get(Option<T> option) {
    throw new NoSuchElementException("option " + option.name() + " has no value");
  }

  @Override
  public <T> Optional<T> find(Option<T> option) {
    return Optional.empty();
  }

  @Override
  public ConfigException error(Option<?> option, String problem) {
    return error("option " + option.name() + ": " + problem);
  }

  @Override
  public ConfigException error(String problem) {
    return new ConfigException(problem);
  }
}
