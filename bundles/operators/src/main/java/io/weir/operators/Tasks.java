package io.weir.operators;

import java.util.function.IntConsumer;

/**
 * Does work that falls into independent tasks, several at once where there are threads for it. What
 * comes of it must not depend on how many there are.
 *
 * <p>Threads: any may bring work.
 */
public interface Tasks {

  /** One task after the other, on the calling thread. */
  Tasks IN_TURN =
      new Tasks() {
        @Override
        public int threads() {
          return 1;
        }

        @Override
        public void run(int tasks, IntConsumer task) {
          for (int i = 0; i < tasks; i++) {
            task.accept(i);
          }
        }
      };

  /** How many tasks may be done at once. */
  int threads();

  /**
   * The number of rows below which it is not worth dividing them among threads.
   *
   * @return for rows that cost a tenth of a microsecond or more each
   */
  default int leastRows() {
    return 256;
  }

  /**
   * Does tasks 0 to {@code tasks - 1}, in any order. What they wrote is visible when the call
   * returns. After a failure none begins, those that have begun are waited for, and the failure is
   * thrown.
   *
   * @param tasks how many
   * @param task does one, on any thread
   */
  void run(int tasks, IntConsumer task);
}
