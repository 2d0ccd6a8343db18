package io.weir.engine.run;

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
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An upstream that keeps what it gets, is sometimes busy or broken, and confirms when it likes. */
final class Upstream implements SinkType {

  private final Map<Long, String> rows = new TreeMap<>();
  private final Random random;
  private String conflict = "";

  Upstream(Random random) {
    this.random = random;
  }

  /** The rows by number. */
  Map<Long, String> rows() {
    return rows;
  }

  /** A row that came under a number that another row had before; empty for none. */
  String conflict() {
    return conflict;
  }

  @Override
  public String name() {
    return "upstream";
  }

  @Override
  public List<Option<?>> options() {
    return List.of();
  }

  @Override
  public Sink open(ConnectorContext context, Schema schema, Encoder encoder) {
    return new Instance(encoder);
  }

  private final class Instance implements Sink {
    private final Encoder encoder;
    private long delivered;
    private long confirmed;

    Instance(Encoder encoder) {
      this.encoder = encoder;
    }

    @Override
    public void encode(Batch batch, int row, @Nullable String id, ByteSink target) {
      encoder.encode(batch, row, id, target);
    }

    @Override
    public void start(@Nullable ByteBuffer position) {}

    @Override
    public boolean deliver(Delivery delivery) {
      if (random.nextInt(10) == 0) {
        return false;
      }
      if (random.nextInt(300) == 0) {
        throw new IllegalStateException("the upstream broke");
      }
      String text =
          new String(
              delivery.array(), delivery.offset(), delivery.length(), StandardCharsets.UTF_8);
      String before = rows.put(delivery.sequence(), text);
      if (before != null && !before.equals(text)) {
        conflict = delivery.sequence() + ": first " + before + ", then " + text;
      }
      delivered = delivery.sequence();
      return true;
    }

    @Override
    public void flush() {}

    @Override
    public @Nullable Confirmation confirmed() {
      if (delivered > confirmed && random.nextInt(3) == 0) {
        confirmed = delivered - random.nextInt((int) Math.min(3, delivered - confirmed));
      }
      return confirmed == 0 ? null : Confirmation.of(confirmed);
    }

    @Override
    public void close() {}
  }
}
