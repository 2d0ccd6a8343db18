package io.weir.connectors.console;

import io.weir.api.connector.ByteSink;
import io.weir.api.connector.Confirmation;
import io.weir.api.connector.Delivery;
import io.weir.api.connector.Sink;
import io.weir.api.data.Batch;
import io.weir.api.format.Encoder;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Prints rows; with a layout as a table, whose heading comes again every screenful. */
final class ConsoleSink implements Sink {

  private static final int ROWS_PER_HEADING = 40;

  private final PrintStream out;
  private final Encoder encoder;
  private final @Nullable TableLayout layout;
  private int rowsSinceHeading = ROWS_PER_HEADING;
  private long delivered;

  ConsoleSink(PrintStream out, Encoder encoder, @Nullable TableLayout layout) {
    this.out = out;
    this.encoder = encoder;
    this.layout = layout;
  }

  @Override
  public void encode(Batch batch, int row, @Nullable String id, ByteSink target) {
    if (layout == null) {
      encoder.encode(batch, row, id, target);
    } else {
      target.write(layout.line(batch, row).getBytes(StandardCharsets.UTF_8));
    }
  }

  @Override
  public void start(@Nullable ByteBuffer position) {}

  @Override
  public boolean deliver(Delivery delivery) {
    if (layout != null && (rowsSinceHeading == ROWS_PER_HEADING || delivery.replaces())) {
      out.println((delivery.replaces() ? "\n" : "") + layout.heading());
      rowsSinceHeading = 0;
    }
    out.write(delivery.array(), delivery.offset(), delivery.length());
    out.println();
    rowsSinceHeading++;
    delivered = delivery.sequence();
    return true;
  }

  @Override
  public void flush() throws IOException {
    out.flush();
    if (out.checkError()) {
      throw new IOException("standard output cannot be written; is it closed?");
    }
  }

  @Override
  public @Nullable Confirmation confirmed() {
    return delivered == 0 ? null : Confirmation.of(delivered);
  }

  @Override
  public void close() {
    out.flush();
  }
}
