package io.weir.connectors.rate;

import io.weir.api.connector.ByteSink;
import io.weir.api.connector.ConnectorContext;
import io.weir.api.connector.ConnectorContext.Health;
import io.weir.api.connector.Intake;
import io.weir.api.connector.Source;
import io.weir.connectors.Ticker;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Makes {@code {"value":0,"timestamp":1700000000000}}, {@code {"value":1,…}} and so on. A row's
 * time is when it was due, not when it was asked for. After a restart the values go on and the
 * clock starts anew: rows that were not made while the gateway was down are not made up for.
 */
final class RateSource implements Source {

  private static final Duration TICK = Duration.ofMillis(10);

  private final ConnectorContext context;
  private final Schedule schedule;
  private final long rows;
  private long next;
  private long committedNext;

  // Since start.
  private long startValue;
  private long startMicros;
  private long startNanos;
  private @Nullable Ticker ticker;

  RateSource(ConnectorContext context, Schedule schedule, long rows) {
    this.context = context;
    this.schedule = schedule;
    this.rows = rows;
  }

  @Override
  public void restore(ByteBuffer position) {
    next = position.slice().getLong();
    committedNext = next;
  }

  @Override
  public void replay(ByteBuffer progress) {
    if (progress.hasRemaining()) {
      restore(progress);
    }
  }

  @Override
  public void start() {
    startValue = next;
    startMicros = context.clock().epochMicros();
    startNanos = context.clock().monotonicNanos();
    ticker = new Ticker("weir-rate-" + context.name(), TICK, context::signal);
    context.report(Health.UP, "making rows from value " + next);
  }

  @Override
  public int poll(Intake intake, int limit) {
    long elapsedMicros = (context.clock().monotonicNanos() - startNanos) / 1000;
    long end = Math.min(rows, startValue + schedule.dueAfter(elapsedMicros));
    int count = 0;
    while (count < limit && next < end) {
      long timeMicros = startMicros + schedule.dueMicros(next - startValue);
      byte[] record =
          ("{\"value\":" + next + ",\"timestamp\":" + Math.floorDiv(timeMicros, 1000L) + "}")
              .getBytes(StandardCharsets.US_ASCII);
      intake.accept(record, 0, record.length, null, timeMicros);
      next++;
      count++;
    }
    return count;
  }

  @Override
  public boolean exhausted() {
    return next >= rows;
  }

  @Override
  public void prepareCommit(ByteSink progress) {
    if (next != committedNext) {
      progress.writeLong(next);
      committedNext = next;
    }
  }

  @Override
  public void committed() {}

  @Override
  public void checkpoint(ByteSink position) {
    position.writeLong(next);
  }

  @Override
  public void close() {
    if (ticker != null) {
      ticker.close();
    }
  }
}
