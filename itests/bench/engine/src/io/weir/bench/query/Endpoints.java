package io.weir.bench.query;

import io.weir.api.config.Option;
import io.weir.api.connector.ByteSink;
import io.weir.api.connector.Confirmation;
import io.weir.api.connector.ConnectorContext;
import io.weir.api.connector.Delivery;
import io.weir.api.connector.Sink;
import io.weir.api.connector.SinkType;
import io.weir.api.connector.Source;
import io.weir.api.connector.SourceType;
import io.weir.api.connector.Table;
import io.weir.api.connector.TableType;
import io.weir.api.data.Batch;
import io.weir.api.data.Column;
import io.weir.api.data.ColumnBuilder;
import io.weir.api.data.DoubleColumn;
import io.weir.api.data.LongColumn;
import io.weir.api.data.Schema;
import io.weir.api.data.StringColumn;
import io.weir.api.format.Encoder;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The ends of a measured pipeline: records are handed to the core, rows go into an outcome. */
final class Endpoints {

  private static final long MICROS_PER_MS = 1_000;

  private Endpoints() {}

  /** A source that is never opened. */
  record Driven() implements SourceType {
    @Override
    public String name() {
      return "driven";
    }

    @Override
    public List<Option<?>> options() {
      return List.of();
    }

    @Override
    public Source open(ConnectorContext context) {
      throw new IllegalStateException("records are handed to the core");
    }
  }

  /** The static table, from a map. */
  record MapTable(Map<String, Priority> map) implements TableType {
    @Override
    public String name() {
      return "map";
    }

    @Override
    public List<Option<?>> options() {
      return List.of();
    }

    @Override
    public Table open(ConnectorContext context, Schema schema) {
      return new Table() {
        @Override
        public Optional<byte[]> look() {
          return Optional.of(new byte[0]);
        }

        @Override
        public Batch read(byte[] content) {
          return rows(schema);
        }

        @Override
        public void close() {}
      };
    }

    private Batch rows(Schema schema) {
      List<ColumnBuilder> builders =
          schema.fields().stream().map(field -> ColumnBuilder.of(field.type())).toList();
      map.forEach(
          (device, priority) -> {
            builders.get(0).append((Object) device);
            builders.get(1).append((Object) priority.priority());
            builders.get(2).append((Object) priority.site());
          });
      List<Column> columns = builders.stream().map(ColumnBuilder::build).toList();
      return new Batch(schema, columns, map.size());
    }
  }

  /** Adds the rows of the query to an outcome. */
  record OutcomeSink(Outcome outcome) implements SinkType {
    @Override
    public String name() {
      return "outcome";
    }

    @Override
    public List<Option<?>> options() {
      return List.of();
    }

    @Override
    public Sink open(ConnectorContext context, Schema schema, Encoder encoder) {
      return new Adding(outcome);
    }
  }

  private record Adding(Outcome outcome) implements Sink {
    @Override
    public void encode(Batch batch, int row, String id, ByteSink target) {
      if (batch.schema().size() < 6) { // rows of the stream itself
        StringColumn name = (StringColumn) batch.column(0);
        long ts = ((LongColumn) batch.column(1)).values()[row] / MICROS_PER_MS;
        double temp = ((DoubleColumn) batch.column(2)).values()[row];
        outcome.add(name.dictionary().text(name.codes()[row]), ts, 1, temp, temp, temp);
        return;
      }
      StringColumn device = (StringColumn) batch.column(1);
      outcome.add(
          device.dictionary().text(device.codes()[row]),
          ((LongColumn) batch.column(0)).values()[row] / MICROS_PER_MS,
          ((LongColumn) batch.column(2)).values()[row],
          ((DoubleColumn) batch.column(3)).values()[row],
          ((DoubleColumn) batch.column(4)).values()[row],
          ((DoubleColumn) batch.column(5)).values()[row]);
    }

    @Override
    public void start(ByteBuffer position) {}

    @Override
    public boolean deliver(Delivery delivery) {
      return true;
    }

    @Override
    public void flush() {}

    @Override
    public Confirmation confirmed() {
      return null;
    }

    @Override
    public void close() {}
  }
}
