package io.weir.engine.workers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkersTest {

  @ParameterizedTest(name = "{0} threads")
  @ValueSource(ints = {1, 2, 4})
  void shouldDoEveryTaskOnceHoweverManyBringWork(int threads) {
    try (Workers workers = Workers.of(threads)) {
      IntStream.range(0, 4)
          .parallel()
          .forEach(
              owner -> {
                for (int round = 0; round < 2_000; round++) {
                  int tasks = round % 7;
                  int[] plain = new int[tasks]; // written by workers, read here: must be visible
                  workers.run(tasks, task -> plain[task]++);
                  assertThat(plain).containsOnly(IntStream.range(0, tasks).map(i -> 1).toArray());
                }
              });
    }
  }

  @Test
  void shouldThrowTheFailureOfATaskAndBeginNoMore() {
    try (Workers workers = Workers.of(3)) {
      AtomicIntegerArray done = new AtomicIntegerArray(100_000);
      assertThatThrownBy(
              () ->
                  workers.run(
                      100_000,
                      task -> {
                        done.incrementAndGet(task);
                        if (task == 3) {
                          throw new IllegalStateException("task 3");
                        }
                        LockSupport.parkNanos(50_000); // all of them would take seconds
                      }))
          .hasMessage("task 3");
      assertThat(done.get(99_999)).isZero();
      workers.run(100_000, done::incrementAndGet);
      assertThat(done.get(99_999)).isEqualTo(1);
    }
  }

  @ParameterizedTest(name = "{0} threads")
  @ValueSource(ints = {1, 2, 4})
  void shouldTakeWhatTasksDidInOrderOnTheCallingThread(int threads) {
    try (Workers workers = Workers.of(threads)) {
      Thread caller = Thread.currentThread();
      for (int round = 0; round < 2_000; round++) {
        int tasks = round % 20;
        int[] plain = new int[tasks];
        List<Integer> taken = new ArrayList<>();
        workers.run(
            tasks,
            task -> plain[task] = task + 1,
            task -> {
              assertThat(Thread.currentThread()).isSameAs(caller);
              taken.add(plain[task]);
            });
        assertThat(taken).isEqualTo(IntStream.rangeClosed(1, tasks).boxed().toList());
      }
    }
  }

  @Test
  void shouldTakeNothingBehindAFailure() {
    try (Workers workers = Workers.of(3)) {
      List<Integer> taken = new ArrayList<>();
      assertThatThrownBy(
              () ->
                  workers.run(
                      50,
                      task -> {
                        if (task == 20) {
                          throw new IllegalStateException("task 20");
                        }
                      },
                      taken::add))
          .hasMessage("task 20");
      assertThat(taken).isEqualTo(IntStream.range(0, taken.size()).boxed().toList());
      assertThat(taken).hasSizeLessThanOrEqualTo(20);
    }
  }

  @Test
  void shouldDoTheWorkInTheCallerOnceClosed() {
    Workers workers = Workers.of(3);
    workers.close();
    int[] done = new int[5];
    workers.run(5, task -> done[task]++);
    assertThat(done).containsOnly(1);
  }
}
