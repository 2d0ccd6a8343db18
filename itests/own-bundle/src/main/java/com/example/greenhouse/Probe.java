package com.example.greenhouse;

import io.weir.api.connector.ByteSink;
import io.weir.api.connector.ConnectorContext;
import io.weir.api.connector.ConnectorContext.Health;
import io.weir.api.connector.Intake;
import io.weir.api.connector.Source;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Reads on a thread of its own, because {@code poll} must not block. */
final class Probe implements Source {

  private final ConnectorContext context;
  private final Path file;
  private final Duration every;
  private final BlockingQueue<byte[]> read = new ArrayBlockingQueue<>(1000);
  private final ScheduledExecutorService reader = Executors.newSingleThreadScheduledExecutor();

  Probe(ConnectorContext context, Path file, Duration every) {
    this.context = context;
    this.file = file;
    this.every = every;
  }

  @Override
  public void start() {
    reader.scheduleAtFixedRate(this::look, 0, every.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void look() {
    try {
      if (read.offer(Files.readAllBytes(file))) {
        context.report(Health.UP, "reads " + file);
        context.signal();
      } else {
        context.report(Health.DEGRADED, "the pipeline is slower than the probe: a look is left out");
      }
    } catch (IOException e) {
      context.report(Health.DOWN, file + " cannot be read; tried again");
    }
  }

  @Override
  public int poll(Intake intake, int limit) {
    int count = 0;
    for (byte[] record; count < limit && (record = read.poll()) != null; count++) {
      intake.accept(record, 0, record.length, null, context.clock().epochMicros());
    }
    return count;
  }

  // A look at a sensor cannot be repeated: there is no position to keep and nobody to answer.

  @Override
  public void restore(ByteBuffer position) {}

  @Override
  public void replay(ByteBuffer progress) {}

  @Override
  public void prepareCommit(ByteSink progress) {}

  @Override
  public void committed() {}

  @Override
  public void checkpoint(ByteSink position) {}

  @Override
  public void close() {
    reader.shutdownNow();
  }
}
