package io.weir.engine.workers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicIntegerArray;
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
  void shouldDoTheOtherTasksWhenOneFails() {
    try (Workers workers = Workers.of(3)) {
      AtomicIntegerArray done = new AtomicIntegerArray(10);
      assertThatThrownBy(
              () ->
                  workers.run(
                      10,
                      task -> {
                        done.incrementAndGet(task);
                        if (task == 3) {
                          throw new IllegalStateException("task 3");
                        }
                      }))
          .hasMessage("task 3");
      assertThat(IntStream.range(0, 10).map(done::get)).containsOnly(1);
      workers.run(10, done::incrementAndGet);
      assertThat(IntStream.range(0, 10).map(done::get)).containsOnly(2);
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
