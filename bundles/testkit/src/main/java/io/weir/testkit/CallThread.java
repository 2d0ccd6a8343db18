package io.weir.testkit;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/**
 * The one thread that calls a connector, so that a call that does not come back is found.
 *
 * <p>Thread: one at a time.
 */
final class CallThread implements AutoCloseable {

  private static final int FRAMES = 12;

  private volatile Thread thread = Thread.currentThread();
  private final ExecutorService executor;

  CallThread(String name) {
    executor =
        Executors.newSingleThreadExecutor(
            work -> {
              Thread made = new Thread(work, name);
              made.setDaemon(true);
              thread = made;
              return made;
            });
  }

  /**
   * Calls, and waits for the end.
   *
   * @param what the method, for messages
   * @param bound how long it may take; far more than the law allows, because the machine of a test
   *     may be busy
   * @param law what it breaks if it takes longer
   * @param story is told
   * @param call made on the thread
   * @throws Exception what the call throws
   */
  <T> T call(String what, Duration bound, Sentence law, Story story, Callable<T> call)
      throws Exception {
    var result = executor.submit(call);
    try {
      return result.get(bound.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Exception thrown) {
        throw thrown;
      }
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw e;
    } catch (TimeoutException e) {
      String where =
          Arrays.stream(thread.getStackTrace())
              .limit(FRAMES)
              .map(frame -> "\n    at " + frame)
              .collect(Collectors.joining());
      throw story.broken(law, "%s has not come back after %s%s", what, bound, where);
    }
  }

  /** Whether the caller is this thread. */
  boolean isCurrent() {
    return Thread.currentThread() == thread;
  }

  /** Closes what a broken law left open, on another thread, as this one may hang. */
  static void closeQuietly(AutoCloseable open, Duration bound) {
    Thread closing =
        new Thread(
            () -> {
              try {
                open.close();
              } catch (Exception e) {
                // What was found before says more.
              }
            },
            "harness clean-up");
    closing.setDaemon(true);
    closing.start();
    try {
      closing.join(bound.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
