package io.weir.bench.query;

import io.weir.api.config.Config;
import io.weir.api.config.ConfigException;
import io.weir.api.config.Option;
import java.util.Optional;

/** The configuration of types without options. */
enum NoConfig implements Config {
  NONE;

  @Override
  public <T> T get(Option<T> option) {
    throw new IllegalStateException("no option is set");
  }

  @Override
  public <T> Optional<T> find(Option<T> option) {
    return Optional.empty();
  }

  @Override
  public ConfigException error(Option<?> option, String problem) {
    return error(problem);
  }

  @Override
  public ConfigException error(String problem) {
    return new ConfigException(problem);
  }
}
