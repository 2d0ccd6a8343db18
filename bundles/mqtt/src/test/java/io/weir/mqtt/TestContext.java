package io.weir.mqtt;

import io.weir.api.Clock;
import io.weir.api.config.Config;
import io.weir.api.config.ConfigException;
import io.weir.api.config.Option;
import io.weir.api.connector.ConnectorContext;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** The engine's side for one connector: options from a map, reports in a list. */
public final class TestContext implements ConnectorContext, Config {

  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);

  private final Map<String, String> values = new HashMap<>();
  private final Semaphore signals = new Semaphore(0);
  private final List<String> reports = new CopyOnWriteArrayList<>();

  public static TestContext of(String... keysAndValues) {
    TestContext context = new TestContext();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      context.values.put(keysAndValues[i], keysAndValues[i + 1]);
    }
    return context;
  }

  /** The same options and more, as another instance of the same connector. */
  public TestContext again(String... keysAndValues) {
    TestContext context = of(keysAndValues);
    values.forEach(context.values::putIfAbsent);
    return context;
  }

  /** The same with another value for one option. */
  public TestContext overriding(String key, String value) {
    values.put(key, value);
    return this;
  }

  /** All reports so far, as {@code HEALTH message}. */
  public List<String> reports() {
    return reports;
  }

  public boolean reported(String text) {
    return reports.stream().anyMatch(report -> report.contains(text));
  }

  /** Waits for a condition, looking at every signal and now and then. */
  public void await(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError(what + " did not come about; reports: " + reports);
      }
      awaitSignal();
    }
  }

  public void awaitReport(String text) {
    await("the report '" + text + "'", () -> reported(text));
  }

  /** Waits for a signal, or 5 ms. */
  public void awaitSignal() {
    try {
      signals.tryAcquire(5, TimeUnit.MILLISECONDS);
      signals.drainPermits();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public String pipeline() {
    return "test";
  }

  @Override
  public String name() {
    return "readings";
  }

  @Override
  public String gatewayId() {
    return "edge-1";
  }

  @Override
  public Config config() {
    return this;
  }

  @Override
  public Clock clock() {
    return Clock.system();
  }

  @Override
  public void signal() {
    signals.release();
  }

  @Override
  public void report(Health state, String message) {
    reports.add(state + " " + message);
    signals.release();
  }

  @Override
  public <T> T get(Option<T> option) {
    return find(option)
        .orElseThrow(() -> new IllegalStateException("no value for " + option.name()));
  }

  @Override
  public <T> Optional<T> find(Option<T> option) {
    String text = values.getOrDefault(option.name(), option.defaultText());
    return text == null ? Optional.empty() : Optional.of(option.type().cast(read(option, text)));
  }

  private static Object read(Option<?> option, String text) {
    return switch (option.kind()) {
      case INTEGER -> Integer.valueOf(text);
      case FLAG -> Boolean.valueOf(text);
      case DURATION ->
          text.endsWith("ms")
              ? Duration.ofMillis(Long.parseLong(text.replace("ms", "")))
              : Duration.ofSeconds(Long.parseLong(text.replace("s", "")));
      case BYTES ->
          text.endsWith("KB")
              ? Long.parseLong(text.replace("KB", "")) << 10
              : Long.parseLong(text.replace("B", ""));
      case PATH -> Path.of(text);
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
