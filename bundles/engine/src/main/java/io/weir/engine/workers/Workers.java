package io.weir.engine.workers;

import io.weir.operators.Tasks;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
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
public final class Workers implements Tasks, AutoCloseable {

  /** To wake a thread takes about as long as the fifth part of this. */
  private static final long LOOKS_FOR_NANOS = 200_000;

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

  @Override
  public int threads() {
    return workers.length + 1;
  }

  @Override
  public void run(int tasks, IntConsumer task) {
    run(tasks, task, done -> {});
  }

  /**
   * Does tasks 0 to {@code tasks - 1}, several at once, and takes what they did in their order on
   * the calling thread, each as soon as it and those before it are done. A failure is as above, and
   * nothing more is taken.
   *
   * @param tasks how many
   * @param task does one, on any thread
   * @param take takes what one did, which is visible then, on the calling thread
   */
  public void run(int tasks, IntConsumer task, IntConsumer take) {
    if (tasks <= 1 || workers.length == 0) {
      for (int i = 0; i < tasks; i++) {
        task.accept(i);
        take.accept(i);
      }
      return;
    }
    Job job = new Job(tasks, task, Thread.currentThread());
    jobs.add(job);
    try {
      wake(tasks - 1);
      for (int i = 0; i < tasks && job.awaitOrWork(i); i++) {
        take.accept(i);
      }
    } finally {
      job.end();
      jobs.remove(job);
    }
    job.throwFailure();
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
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicIntegerArray done;
    private volatile @Nullable Throwable failure;

    Job(int tasks, IntConsumer task, Thread owner) {
      this.tasks = tasks;
      this.task = task;
      this.owner = owner;
      this.done = new AtomicIntegerArray(tasks);
    }

    /** Does the next task, if one is left. */
    boolean workOnce() {
      if (next.get() >= tasks) {
        return false;
      }
      running.incrementAndGet(); // before it is taken, so that the owner cannot overlook it
      try {
        int i = next.getAndIncrement();
        if (i >= tasks) {
          return false;
        }
        task.accept(i);
        done.set(i, 1);
      } catch (RuntimeException | Error e) {
        failure = e;
      } finally {
        running.decrementAndGet();
        if (Thread.currentThread() != owner) {
          LockSupport.unpark(owner);
        }
      }
      return true;
    }

    /** Works until a task is done; false if any has failed. */
    boolean awaitOrWork(int wanted) {
      while (failure == null && done.get(wanted) == 0) {
        if (!workOnce()) {
          await(() -> failure == null && done.get(wanted) == 0);
        }
      }
      return failure == null;
    }

    /** Lets no more tasks begin and waits for those that have. */
    void end() {
      next.addAndGet(tasks);
      await(() -> running.get() > 0);
    }

    /** Waits as long as something holds. */
    private void await(BooleanSupplier holds) {
      long since = System.nanoTime();
      while (holds.getAsBoolean()) {
        if (System.nanoTime() - since < LOOKS_FOR_NANOS) {
          Thread.onSpinWait();
        } else {
          LockSupport.park(this);
        }
      }
    }

    void throwFailure() {
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
        if (job.workOnce()) {
          return true;
        }
      }
      return false;
    }
  }
}
