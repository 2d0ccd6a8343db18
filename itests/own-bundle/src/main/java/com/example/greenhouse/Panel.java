package com.example.greenhouse;

import io.weir.api.connector.ByteSink;
import io.weir.api.connector.Confirmation;
import io.weir.api.connector.Delivery;
import io.weir.api.connector.Sink;
import io.weir.api.data.Batch;
import io.weir.api.format.Encoder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;

/** Writes each row aside and renames it, so that a reader never sees half of one. */
final class Panel implements Sink {

  private final Path file;
  private final Path aside;
  private final Encoder encoder;
  private long written;

  Panel(Path file, Encoder encoder) {
    this.file = file;
    this.aside = file.resolveSibling(file.getFileName() + ".tmp");
    this.encoder = encoder;
  }

  @Override
  public void encode(Batch batch, int row, String id, ByteSink target) {
    encoder.encode(batch, row, id, target);
  }

  @Override
  public void start(ByteBuffer position) {}

  @Override
  public boolean deliver(Delivery row) throws IOException {
    int end = row.offset() + row.length();
    Files.write(aside, Arrays.copyOfRange(row.array(), row.offset(), end));
    Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    written = row.sequence();
    return true;
  }

  @Override
  public void flush() {}

  @Override
  public Confirmation confirmed() {
    return written == 0 ? null : Confirmation.of(written);
  }

  @Override
  public void close() {}
}
