package io.weir.bench.query;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/**
 * Time as it passes; or, with {@code -Dclock=cpu} because others use the machine as well, the time
 * that the calling thread computes. What works on one thread is measured on that thread.
 */
final class Stopwatch {

  private static final boolean CPU = System.getProperty("clock", "").equals("cpu");
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private Stopwatch() {}

  static long nanos() {
    return CPU ? THREADS.getCurrentThreadCpuTime() : System.nanoTime();
  }
}
