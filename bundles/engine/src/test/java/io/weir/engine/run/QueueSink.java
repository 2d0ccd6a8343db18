package io.weir.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.api.config.Option;
import io.weir.api.connector.ByteSink;
import io.weir.api.connector.Confirmation;
import io.weir.api.connector.ConnectorContext;
import io.weir.api.connector.Delivery;
import io.weir.api.connector.Sink;
import io.weir.api.connector.SinkType;
import io.weir.api.data.Batch;
import io.weir.api.data.Schema;
import io.weir.api.format.Encoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Hands each row to a test, once, and confirms it at once.
 *
 * <p>Threads: rows are taken by that of the test.
 */
final class QueueSink implements SinkType {

  private static final long PATIENCE_SECONDS = 30;

  private final BlockingQueue<String> rows = new LinkedBlockingQueue<>();
  private volatile long delivered;

  /** The next row, which is waited for. */
  String take() throws InterruptedException {
    String row = rows.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    assertThat(row).as("a row within %d s", PATIENCE_SECONDS).isNotNull();
    return row;
  }

  /** The rows that are there now. */
  List<String> present() {
    List<String> present = List.copyOf(rows);
    rows.clear();
    return present;
  }

  @Override
  public String name() {
    return "queue";
  }

  @Override
  public List<Option<?>> options() {
    return List.of();
  }

  @Override
  public Sink open(ConnectorContext context, Schema schema, Encoder encoder) {
    return new Sink() {
      @Override
      public void encode(Batch batch, int row, @Nullable String id, ByteSink target) {
        encoder.encode(batch, row, id, target);
      }

      @Override
      public void start(@Nullable ByteBuffer position) {}

      @Override
      public boolean deliver(Delivery delivery) {
        if (delivery.sequence() > delivered) {
          delivered = delivery.sequence();
          rows.add(
              new String(
                  delivery.array(), delivery.offset(), delivery.length(), StandardCharsets.UTF_8));
        }
        return true;
      }

      @Override
      public void flush() {}

      @Override
      public @Nullable Confirmation confirmed() {
        return delivered == 0 ? null : Confirmation.of(delivered);
      }

      @Override
      public void close() {}
    };
  }
}
