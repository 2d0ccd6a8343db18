package io.weir.simulator.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ends work in peace on Ctrl-C or SIGTERM: asks it to stop and holds the process until it has, so
 * that what it writes is complete.
 */
public final class StopOnSignal implements AutoCloseable {

  private static final long PATIENCE_SECONDS = 20;

  private final CountDownLatch done = new CountDownLatch(1);
  private final Thread hook;

  private volatile Runnable stop = () -> {};

  /** Waits for a signal until it is closed. */
  public StopOnSignal() {
    hook =
        new Thread(
            () -> {
              stop.run();
              awaitDone();
            },
            "weir-sim-stop");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /**
   * Says how the work is asked to stop.
   *
   * @param work called by any thread
   */
  public void stops(Runnable work) {
    stop = work;
  }

  private void awaitDone() {
    try {
      if (!done.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        System.err.println("weir-sim: stopped before everything was finished");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    done.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is going down already.
    }
  }
}
