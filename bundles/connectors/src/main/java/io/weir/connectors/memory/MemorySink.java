package io.weir.connectors.memory;

import io.weir.api.connector.ByteSink;
import io.weir.api.connector.Confirmation;
import io.weir.api.connector.Delivery;
import io.weir.api.connector.Sink;
import io.weir.api.data.Batch;
import io.weir.api.data.Schema;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Hands rows to {@link MemoryRows}. Its position is the number of rows ever got. */
final class MemorySink implements Sink {

  private final MemoryRows rows;
  private final RowCodec codec;
  private final int maxRows;
  private @Nullable Confirmation confirmation;

  // The result being gathered in complete mode.
  private @Nullable List<Map<String, @Nullable Object>> result;
  private long lastSequence;

  MemorySink(MemoryRows rows, Schema schema, int maxRows) {
    this.rows = rows;
    this.codec = new RowCodec(schema);
    this.maxRows = maxRows;
  }

  @Override
  public void encode(Batch batch, int row, @Nullable String id, ByteSink target) {
    codec.write(batch, row, id, target);
  }

  @Override
  public void start(@Nullable ByteBuffer position) {
    rows.cut(position == null || !position.hasRemaining() ? 0 : position.slice().getLong());
  }

  @Override
  public boolean deliver(Delivery delivery) {
    Map<String, @Nullable Object> row =
        codec.read(ByteBuffer.wrap(delivery.array(), delivery.offset(), delivery.length()));
    lastSequence = delivery.sequence();
    if (delivery.replaces()) {
      result = new ArrayList<>();
    }
    if (result != null) {
      result.add(row);
    } else {
      confirm(rows.add(row, maxRows));
    }
    return true;
  }

  @Override
  public void flush() {
    if (result != null && !result.isEmpty()) {
      rows.replace(result);
      confirm(result.size());
    }
  }

  private void confirm(long count) {
    ByteSink position = new ByteSink();
    position.writeLong(count);
    confirmation = new Confirmation(lastSequence, position.toByteArray());
  }

  @Override
  public @Nullable Confirmation confirmed() {
    return confirmation;
  }

  @Override
  public void close() {}
}
