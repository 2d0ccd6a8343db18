package io.weir.pipeline.virtual;

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
import io.weir.pipeline.BackPressure;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Stands in for every type of sink in virtual time: hands rows to a target, or discards them. One
 * object a sink, which remembers through restarts what it refused last.
 */
final class VirtualSinkType implements SinkType {

  private final @Nullable RowTarget target;
  private final BackPressure pressure;
  private boolean refused;

  /**
   * The type of one sink.
   *
   * @param target null to discard
   * @param pressure what it refuses
   */
  VirtualSinkType(@Nullable RowTarget target, BackPressure pressure) {
    this.target = target;
    this.pressure = pressure;
  }

  @Override
  public String name() {
    return "virtual";
  }

  @Override
  public List<Option<?>> options() {
    return List.of();
  }

  @Override
  public boolean canReplace() {
    return true;
  }

  @Override
  public Sink open(ConnectorContext context, Schema schema, Encoder encoder) {
    return new VirtualSink(encoder);
  }

  private boolean refuses() {
    refused = pressure == BackPressure.ALTERNATE && !refused;
    return refused;
  }

  private final class VirtualSink implements Sink {
    private final Encoder encoder;
    private long sequence;

    VirtualSink(Encoder encoder) {
      this.encoder = encoder;
    }

    @Override
    public void encode(Batch batch, int row, @Nullable String id, ByteSink bytes) {
      if (target != null) {
        encoder.encode(batch, row, null, bytes);
      }
    }

    @Override
    public void start(@Nullable ByteBuffer position) {
      if (target != null) {
        target.header(encoder.fileHeader(false));
      }
    }

    @Override
    public boolean deliver(Delivery delivery) {
      if (refuses()) {
        return false;
      }
      if (target != null) {
        target.row(delivery);
      }
      sequence = delivery.sequence();
      return true;
    }

    @Override
    public void flush() {}

    @Override
    public @Nullable Confirmation confirmed() {
      return sequence == 0 ? null : Confirmation.of(sequence);
    }

    @Override
    public void close() {}
  }
}
