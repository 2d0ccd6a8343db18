package io.weir.itests.extension;

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
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;

/** {@code lines}: a line {@code SEQ ROW} for every delivery, repeated ones too. */
@Component(service = SinkType.class)
public final class LinesSinkType implements SinkType {

  private static final Option<Path> PATH = Option.path("path", "The file to append to.").require();

  /** For the framework. */
  public LinesSinkType() {}

  @Override
  public String name() {
    return "lines";
  }

  @Override
  public List<Option<?>> options() {
    return List.of(PATH);
  }

  @Override
  public Sink open(ConnectorContext context, Schema schema, Encoder encoder) {
    return new Lines(context.config().get(PATH), encoder);
  }

  private static final class Lines implements Sink {

    private final Path path;
    private final Encoder encoder;
    private long delivered;

    Lines(Path path, Encoder encoder) {
      this.path = path;
      this.encoder = encoder;
    }

    @Override
    public void encode(Batch batch, int row, @Nullable String id, ByteSink target) {
      encoder.encode(batch, row, id, target);
    }

    @Override
    public void start(@Nullable ByteBuffer position) {}

    @Override
    public boolean deliver(Delivery delivery) throws IOException {
      String row =
          new String(
              delivery.array(), delivery.offset(), delivery.length(), StandardCharsets.UTF_8);
      Files.writeString(
          path,
          delivery.sequence() + " " + row.strip() + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
      delivered = delivery.sequence();
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
  }
}
