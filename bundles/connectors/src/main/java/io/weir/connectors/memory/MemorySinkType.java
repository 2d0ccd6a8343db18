package io.weir.connectors.memory;

import io.weir.api.config.Option;
import io.weir.api.connector.ConnectorContext;
import io.weir.api.connector.Sink;
import io.weir.api.connector.SinkType;
import io.weir.api.data.Schema;
import io.weir.api.format.Encoder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;

/**
 * The sink type {@code memory}: rows kept in memory for the program around. Give an instance to the
 * pipeline's builder, then read {@link #rows(String)}.
 *
 * <p>Exactly once within a process; what a process kept ends with it.
 *
 * <p>Thread: any.
 */
@Component(service = SinkType.class)
public final class MemorySinkType implements SinkType {

  /** How many rows are kept. */
  public static final Option<Integer> MAX_ROWS =
      Option.integer("max-rows", "How many rows are kept; the oldest are forgotten first.")
          .orElse("100000");

  private final Map<String, MemoryRows> results = new ConcurrentHashMap<>();

  /** A type with no rows. */
  public MemorySinkType() {}

  @Override
  public String name() {
    return "memory";
  }

  @Override
  public List<Option<?>> options() {
    return List.of(MAX_ROWS);
  }

  @Override
  public boolean canReplace() {
    return true;
  }

  @Override
  public Sink open(ConnectorContext context, Schema schema, Encoder encoder) {
    MemoryRows kept = result(context.pipeline() + "/" + context.name());
    results.put(context.name(), kept);
    return new MemorySink(kept, schema, Math.max(1, context.config().get(MAX_ROWS)));
  }

  /**
   * What a sink has got so far.
   *
   * @param sink the sink's name; if pipelines have sinks of the same name, {@code pipeline/sink}
   * @return a copy: rows in order, each with its values by column name, as {@link
   *     io.weir.api.data.Column#value} gives them, and {@code _id} if rows have one; in complete
   *     mode the last whole result
   */
  public List<Map<String, @Nullable Object>> rows(String sink) {
    return result(sink).copy();
  }

  /**
   * Waits for rows.
   *
   * @param sink as in {@link #rows(String)}
   * @param count how many there shall be, at least
   * @param timeout how long to wait
   * @return what there is then, maybe fewer
   * @throws InterruptedException if the thread is interrupted
   */
  public List<Map<String, @Nullable Object>> await(String sink, int count, Duration timeout)
      throws InterruptedException {
    return result(sink).await(count, timeout);
  }

  private MemoryRows result(String key) {
    return results.computeIfAbsent(key, k -> new MemoryRows());
  }
}
