package io.weir.engine.output;

import io.weir.api.connector.Confirmation;
import io.weir.api.connector.ConnectorContext;
import io.weir.api.connector.ConnectorContext.Health;
import io.weir.api.connector.Sink;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Delivers the rows of an outbox to its sink, in order, and opens the sink anew when it broke.
 *
 * <p>Thread: the sink's, which calls {@link #doWork}; {@link #confirmed} may be asked by any.
 */
public final class SinkDriver {

  private static final int ROWS_A_TURN = 256;
  private static final long FIRST_RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
  private static final long LAST_RETRY_NANOS = TimeUnit.SECONDS.toNanos(30);

  /** Opens an instance of the sink. */
  @FunctionalInterface
  public interface Opener {
    /**
     * Opens an instance.
     *
     * @throws Exception if it cannot be opened now
     */
    Sink open() throws Exception;
  }

  private final ConnectorContext context;
  private final Opener opener;
  private final Outbox outbox;
  private volatile @Nullable Confirmation confirmed;
  private volatile boolean recorded;

  private @Nullable Sink sink;
  private long next;
  private boolean unflushed;
  private long retryNanos = FIRST_RETRY_NANOS;
  private long retryAtNanos;

  /**
   * A driver that has not opened its sink yet.
   *
   * @param context of the sink
   * @param opener opens it
   * @param outbox gives the rows
   * @param confirmed the last durable confirmation; null for none
   */
  public SinkDriver(
      ConnectorContext context, Opener opener, Outbox outbox, @Nullable Confirmation confirmed) {
    this.context = context;
    this.opener = opener;
    this.outbox = outbox;
    this.confirmed = confirmed;
    this.recorded = confirmed != null;
    this.retryAtNanos = context.clock().monotonicNanos();
  }

  /** The sink's name. */
  public String name() {
    return context.name();
  }

  /** The last confirmation of the target; null for none. */
  public @Nullable Confirmation confirmed() {
    return confirmed;
  }

  /** A confirmation of this sink is durable. Any thread. */
  public void recorded() {
    recorded = true;
  }

  /**
   * Does what can be done now.
   *
   * @return how many rows were delivered or confirmed; 0 when there is nothing to do
   */
  public int doWork() {
    try {
      Sink open = sink;
      if (open == null) {
        if (context.clock().monotonicNanos() - retryAtNanos < 0) {
          return 0;
        }
        open = open();
      }
      int confirmations = confirm(open);
      Confirmation start = confirmed;
      if (!recorded && start != null && start.sequence() == 0) {
        // The target told where it begins; a row may follow when that is durable.
        return confirmations;
      }
      return deliver(open) + confirm(open) + confirmations;
    } catch (Exception | Error e) { // the thread must outlive what a bundle or the heap throws
      fail(e);
      return 0;
    }
  }

  /** Sends what was held back, takes the last confirmations, and closes the sink. */
  public void close() {
    Sink open = sink;
    if (open == null) {
      return;
    }
    try {
      deliver(open);
      open.flush();
      confirm(open);
    } catch (Exception | Error e) {
      context.report(Health.DOWN, "closing: " + messageOf(e));
    }
    sink = null;
    open.close();
  }

  private Sink open() throws Exception {
    Sink opened = opener.open();
    sink = opened;
    Confirmation from = confirmed;
    opened.start(from == null ? null : ByteBuffer.wrap(from.position()).asReadOnlyBuffer());
    // The pipeline's thread may not have told the outbox of the last confirmation yet.
    next = Math.max(outbox.confirmedSequence(), from == null ? 0 : from.sequence()) + 1;
    retryNanos = FIRST_RETRY_NANOS;
    return opened;
  }

  private int deliver(Sink open) throws Exception {
    int work = 0;
    while (work < ROWS_A_TURN) {
      OutboxRow row = outbox.row(next);
      if (row == null) {
        if (unflushed) {
          open.flush();
          unflushed = false;
        }
        return work;
      }
      if (!open.deliver(row)) {
        return work;
      }
      unflushed = true;
      next = row.sequence() + 1;
      work++;
    }
    return work;
  }

  private int confirm(Sink open) {
    Confirmation latest = open.confirmed();
    Confirmation before = confirmed;
    if (latest == null || (before != null && latest.sequence() <= before.sequence())) {
      return 0;
    }
    confirmed = latest;
    context.signal();
    return 1;
  }

  private void fail(Throwable e) {
    context.report(
        Health.DOWN, messageOf(e) + "; opened again in " + retryNanos / 1_000_000 + " ms");
    Sink broken = sink;
    sink = null;
    if (broken != null) {
      try {
        broken.close();
      } catch (RuntimeException alreadyBroken) {
        e.addSuppressed(alreadyBroken);
      }
    }
    retryAtNanos = context.clock().monotonicNanos() + retryNanos;
    retryNanos = Math.min(retryNanos * 2, LAST_RETRY_NANOS);
  }

  private static String messageOf(Throwable e) {
    return e.getMessage() == null || e instanceof Error ? e.toString() : e.getMessage();
  }
}
