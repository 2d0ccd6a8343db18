package io.weir.engine.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.api.Clock;
import io.weir.api.config.Config;
import io.weir.api.connector.ByteSink;
import io.weir.api.connector.Confirmation;
import io.weir.api.connector.ConnectorContext;
import io.weir.api.connector.Delivery;
import io.weir.api.connector.Sink;
import io.weir.api.data.Batch;
import io.weir.engine.definition.SinkDefinition.Buffer;
import io.weir.engine.definition.SinkDefinition.WhenFull;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SinkDriverTest {

  private static final long RETRY_NANOS = 200_000_000;

  private final Outbox outbox =
      new Outbox(
          new Buffer(1 << 20, Long.MAX_VALUE / 2, WhenFull.DROP_OLDEST),
          new MemorySpool(),
          1 << 20);
  private final List<String> target = new ArrayList<>();
  private final Context context = new Context();
  private final SinkDriver driver = new SinkDriver(context, Lines::new, outbox, null);
  private boolean broken;

  @Test
  void shouldOpenABrokenSinkBehindTheRowsThatItConfirmed() throws Exception {
    write("a", "b");
    driver.doWork();
    write("c");
    broken = true;
    driver.doWork(); // Of the confirmation of b the outbox has not heard yet.
    broken = false;
    context.nanos += RETRY_NANOS;

    driver.doWork();

    assertThat(target).containsExactly("a", "b", "c");
    assertThat(driver.confirmed()).extracting(Confirmation::sequence).isEqualTo(3L);
  }

  private void write(String... rows) throws IOException {
    for (String row : rows) {
      outbox.beginRow(0).write(row.getBytes(StandardCharsets.UTF_8));
      outbox.endRow(false);
    }
    outbox.publish();
  }

  /** Cuts the target back to its position, which is the number of rows. */
  private final class Lines implements Sink {

    private long last;

    @Override
    public void encode(Batch batch, int row, @Nullable String id, ByteSink bytes) {}

    @Override
    public void start(@Nullable ByteBuffer position) {
      int size = position == null ? 0 : position.get();
      target.subList(size, target.size()).clear();
    }

    @Override
    public boolean deliver(Delivery row) throws IOException {
      if (broken) {
        throw new IOException("no room on the disk");
      }
      target.add(new String(row.array(), row.offset(), row.length(), StandardCharsets.UTF_8));
      last = row.sequence();
      return true;
    }

    @Override
    public void flush() {}

    @Override
    public @Nullable Confirmation confirmed() {
      return last == 0 ? null : new Confirmation(last, new byte[] {(byte) target.size()});
    }

    @Override
    public void close() {}
  }

  private static final class Context implements ConnectorContext, Clock {

    private long nanos;

    @Override
    public String pipeline() {
      return "p";
    }

    @Override
    public String name() {
      return "lines";
    }

    @Override
    public String gatewayId() {
      return "g";
    }

    @Override
    public Config config() {
      throw new UnsupportedOperationException();
    }

    @Override
    public Clock clock() {
      return this;
    }

    @Override
    public void signal() {}

    @Override
    public void report(Health state, String message) {}

    @Override
    public long epochMicros() {
      return nanos / 1_000;
    }

    @Override
    public long monotonicNanos() {
      return nanos;
    }
  }
}
