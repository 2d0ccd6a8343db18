package io.weir.connectors;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Rings for a source that nobody else wakes, such as one that follows a file. A daemon thread that
 * only calls back.
 *
 * <p>Thread: any.
 */
public final class Ticker implements AutoCloseable {

  private final Thread thread;
  private volatile boolean closed;

  /**
   * Starts ringing.
   *
   * @param name of the thread
   * @param interval between two calls
   * @param signal cheap, never blocks
   */
  public Ticker(String name, Duration interval, Runnable signal) {
    long nanos = interval.toNanos();
    thread =
        new Thread(
            () -> {
              while (!closed) {
                LockSupport.parkNanos(nanos);
                signal.run();
              }
            },
            name);
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
  }
}
