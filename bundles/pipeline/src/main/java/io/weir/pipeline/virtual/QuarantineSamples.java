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
import io.weir.engine.output.SideRows;
import io.weir.pipeline.RunSummary;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A sink that remembers the first records that a source or query quarantined, for people.
 *
 * @param kind {@code source} or {@code query}
 * @param of its name
 * @param samples takes them
 */
record QuarantineSamples(String kind, String of, List<RunSummary.Quarantined> samples)
    implements SinkType {

  private static final int MOST = 5;

  @Override
  public String name() {
    return "quarantine-samples";
  }

  @Override
  public List<Option<?>> options() {
    return List.of();
  }

  @Override
  public Sink open(ConnectorContext context, Schema schema, Encoder encoder) {
    return new Samples();
  }

  private void add(Batch batch, int row) {
    long before =
        samples.stream().filter(s -> s.kind().equals(kind) && s.name().equals(of)).count();
    Object reason = value(batch, row, SideRows.REASON.name());
    Object raw = value(batch, row, SideRows.RAW.name());
    RunSummary.Quarantined sample =
        new RunSummary.Quarantined(
            kind, of, String.valueOf(reason), raw == null ? text(batch, row) : raw.toString());
    // A replay shows the same record again.
    if (before < MOST && !samples.contains(sample)) {
      samples.add(sample);
    }
  }

  private static @Nullable Object value(Batch batch, int row, String column) {
    int index = batch.schema().indexOf(column);
    return index < 0 ? null : batch.column(index).value(row);
  }

  /** The values of a row but for those that a quarantine adds. */
  private static String text(Batch batch, int row) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < batch.schema().size(); i++) {
      String name = batch.schema().field(i).name();
      if (!name.startsWith("_") && !batch.schema().field(i).hidden()) {
        text.append(text.isEmpty() ? "" : ", ");
        text.append(name).append('=').append(batch.column(i).value(row));
      }
    }
    return text.toString();
  }

  /** Looks at rows where they are encoded, and delivers nothing. */
  private final class Samples implements Sink {
    private long sequence;

    @Override
    public void encode(Batch batch, int row, @Nullable String id, ByteSink target) {
      add(batch, row);
    }

    @Override
    public void start(@Nullable ByteBuffer position) {}

    @Override
    public boolean deliver(Delivery delivery) {
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
