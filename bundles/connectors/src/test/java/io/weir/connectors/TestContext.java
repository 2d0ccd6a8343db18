package io.weir.connectors;

import io.weir.api.config.Config;
import io.weir.api.config.ConfigException;
import io.weir.api.config.Option;
import io.weir.api.connector.ConnectorContext;
import io.weir.api.format.FileLayout;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** A context whose configuration is a map of option names to values of the options' Java types. */
public final class TestContext implements ConnectorContext, Config {

  public final TestClock clock = new TestClock();
  public final List<String> reports = Collections.synchronizedList(new CopyOnWriteArrayList<>());
  public final Semaphore signals = new Semaphore(0);
  private final Map<String, ?> values;
  private final FileLayout layout;

  public TestContext(Map<String, ?> values) {
    this(values, FileLayout.LINES);
  }

  public TestContext(Map<String, ?> values, FileLayout layout) {
    this.values = values;
    this.layout = layout;
  }

  @Override
  public String pipeline() {
    return "p";
  }

  @Override
  public String name() {
    return "test";
  }

  @Override
  public String gatewayId() {
    return "gw";
  }

  @Override
  public Config config() {
    return this;
  }

  @Override
  public FileLayout fileLayout() {
    return layout;
  }

  @Override
  public TestClock clock() {
    return clock;
  }

  @Override
  public void signal() {
    signals.release();
  }

  @Override
  public void report(Health state, String message) {
    reports.add(state + " " + message);
  }

  @Override
  public <T> T get(Option<T> option) {
    return find(option).orElseThrow(() -> new IllegalStateException(option.name()));
  }

  @Override
  public <T> Optional<T> find(Option<T> option) {
    Object value = values.get(option.name());
    if (value == null) {
      value = parse(option, option.defaultText());
    }
    return Optional.ofNullable(option.type().cast(value));
  }

  private static @Nullable Object parse(Option<?> option, @Nullable String text) {
    if (text == null) {
      return null;
    }
    return switch (option.kind()) {
      case INTEGER -> Integer.valueOf(text);
      case FLAG -> Boolean.valueOf(text);
      case DURATION -> Duration.parse("PT" + text.replace("ms", "e-3s").replace("100e-3s", "0.1s"));
      case BYTES -> Long.parseLong(text.replace("MB", "")) << 20;
      default -> text;
    };
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
