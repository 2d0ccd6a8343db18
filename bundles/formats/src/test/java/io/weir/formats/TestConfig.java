package io.weir.formats;

import io.weir.api.config.Config;
import io.weir.api.config.ConfigException;
import io.weir.api.config.Option;
import java.util.Map;
import java.util.Optional;

/** A configuration given as a map; values have their option's Java type. */
public record TestConfig(Map<String, Object> values) implements Config {

  public static final TestConfig NONE = new TestConfig(Map.of());

  @Override
  public <T> T get(Option<T> option) {
    return find(option).orElseThrow(() -> new IllegalStateException(option.name()));
  }

  @Override
  public <T> Optional<T> find(Option<T> option) {
    Object value = values.get(option.name());
    if (value == null && option.type() == String.class) {
      value = option.defaultText();
    }
    return Optional.ofNullable(option.type().cast(value));
  }

  @Override
  public ConfigException error(Option<?> option, String problem) {
    return new ConfigException(option.name() + ": " + problem);
  }

  @Override
  public ConfigException error(String problem) {
    return new ConfigException(problem);
  }
}
