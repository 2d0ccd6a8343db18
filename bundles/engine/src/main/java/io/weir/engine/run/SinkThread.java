package io.weir.engine.run;

import io.weir.engine.output.SinkDriver;
import java.util.concurrent.TimeUnit;

/** The thread that delivers the rows of one sink. */
final class SinkThread {

  private static final long IDLE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
  private static final long CLOSE_MILLIS = 5_000;

  private final SinkDriver driver;
  private final Thread thread;
  private final Signal signal;
  private volatile boolean ending;

  SinkThread(String pipeline, SinkDriver driver) {
    this.driver = driver;
    this.thread = new Thread(this::run, "weir-" + pipeline + "-" + driver.name());
    this.signal = new Signal(thread);
  }

  void start() {
    thread.start();
  }

  void wake() {
    signal.raise();
  }

  /** Ends delivering and waits for it. */
  void finish() throws InterruptedException {
    ending = true;
    signal.raise();
    thread.join(CLOSE_MILLIS);
  }

  private void run() {
    while (!ending) {
      if (driver.doWork() == 0) {
        signal.await(IDLE_NANOS);
      }
    }
    driver.close();
  }
}
