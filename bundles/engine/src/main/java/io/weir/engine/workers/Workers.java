package io.weir.engine.workers;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The threads that the pipelines of a gateway share for work that falls into independent tasks. Who
 * brings work takes part in it, so it is done even if every worker is busy elsewhere, and waits
 * until all of it is done: nothing of it goes on behind his back.
 *
 * <p>A worker looks for more work for some microseconds before it sleeps, for to wake it takes
 * longer than most tasks do.
 *
 * <p>Threads: any may bring work.
 */
public final class Workers implements AutoCloseable {

  private static final long LOOKS_FOR_NANOS = 50_000;
  private static final int SPINS = 2_000;

  private final Queue<Job> jobs = new ConcurrentLinkedQueue<>();
  private final Worker[] workers;
  private volatile boolean closed;

  private Workers(int helpers) {
    workers = new Worker[helpers];
    for (int i = 0; i < helpers; i++) {
      workers[i] = new Worker(i + 1);
      workers[i].start();
    }
  }

  /**
   * Threads for a gateway.
   *
   * @param threads how many work at once, the one that brings the work included; 1 or more
   * @return closed by the caller
   */
  public static Workers of(int threads) {
    return new Workers(Math.max(0, threads - 1));
  }

  /** How many work at once. */
  public int threads() {
    return workers.length + 1;
  }

  /**
   * Does tasks 0 to {@code tasks - 1}, in any order and several at once. What they wrote is visible
   * when the call returns. If some fail, the others are done all the same, and one failure is
   * thrown.
   *
   * @param tasks how many
   * @param task does one
   */
  public void run(int tasks, IntConsumer task) {
    if (tasks <= 1 || workers.length == 0) {
      for (int i = 0; i < tasks; i++) {
        task.accept(i);
      }
      return;
    }
    Job job = new Job(tasks, task, Thread.currentThread());
    jobs.add(job);
    wake(tasks - 1);
    job.work();
    jobs.remove(job);
    job.awaitEnd();
  }

  private void wake(int most) {
    int woken = 0;
    for (Worker worker : workers) {
      if (woken == most) {
        return;
      }
      if (worker.sleeps) {
        LockSupport.unpark(worker);
      }
      woken++;
    }
  }

  /** Ends the threads; work that is brought afterwards is done by who brings it. */
  @Override
  public void close() {
    closed = true;
    for (Worker worker : workers) {
      LockSupport.unpark(worker);
    }
  }

  /** Work that was brought in one call. */
  private static final class Job {
    private final int tasks;
    private final IntConsumer task;
    private final Thread owner;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger left;
    private volatile @Nullable Throwable failure;

    Job(int tasks, IntConsumer task, Thread owner) {
      this.tasks = tasks;
      this.task = task;
      this.owner = owner;
      this.left = new AtomicInteger(tasks);
    }

    boolean isTaken() {
      return next.get() >= tasks;
    }

    /** Does tasks until none is left to be taken. */
    void work() {
      for (int i = next.getAndIncrement(); i < tasks; i = next.getAndIncrement()) {
        try {
          task.accept(i);
        } catch (RuntimeException | Error e) {
          failure = e;
        } finally {
          if (left.decrementAndGet() == 0) {
            LockSupport.unpark(owner);
          }
        }
      }
    }

    void awaitEnd() {
      for (int spins = SPINS; left.get() > 0; spins--) {
        if (spins > 0) {
          Thread.onSpinWait();
        } else {
          LockSupport.park(this);
        }
      }
      Throwable thrown = failure;
      if (thrown instanceof Error error) {
        throw error;
      }
      if (thrown instanceof RuntimeException exception) {
        throw exception;
      }
    }
  }

  private final class Worker extends Thread {
    private volatile boolean sleeps;

    Worker(int number) {
      super("weir-worker-" + number);
      setDaemon(true);
    }

    @Override
    public void run() {
      long idleSince = System.nanoTime();
      while (!closed) {
        if (workOnce()) {
          idleSince = System.nanoTime();
        } else if (System.nanoTime() - idleSince < LOOKS_FOR_NANOS) {
          Thread.onSpinWait();
        } else {
          sleeps = true;
          if (!closed && !workOnce()) { // looked for again, for it may have come before the flag
            LockSupport.park(Workers.this);
          }
          sleeps = false;
          idleSince = System.nanoTime();
        }
      }
    }

    private boolean workOnce() {
      for (Job job : jobs) {
        if (!job.isTaken()) {
          job.work();
          return true;
        }
      }
      return false;
    }
  }
}
