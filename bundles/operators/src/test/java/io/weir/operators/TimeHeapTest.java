package io.weir.operators;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

class TimeHeapTest {

  private record Entry(long time, int item) {}

  @RepeatedTest(20)
  void shouldGiveTheEarliestThenTheSmaller(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    TimeHeap heap = new TimeHeap();
    PriorityQueue<Entry> model =
        new PriorityQueue<>(Comparator.comparingLong(Entry::time).thenComparingInt(Entry::item));
    int factor = 1;
    for (int step = 0; step < 3_000; step++) {
      if (random.nextInt(100) < (step < 1_500 ? 70 : 40) || model.isEmpty()) {
        Entry entry = new Entry(random.nextInt(50) - 25L, step * factor);
        heap.add(entry.time(), entry.item());
        model.add(entry);
      } else {
        Entry first = model.remove();
        assertThat(heap.firstTime()).isEqualTo(first.time());
        assertThat(heap.first()).isEqualTo(first.item());
        assertThat(heap.removeFirst()).isEqualTo(first.item());
      }
      if (step == 2_000) {
        heap.renumber(item -> item * 2);
        PriorityQueue<Entry> renumbered = new PriorityQueue<>(model.comparator());
        model.forEach(entry -> renumbered.add(new Entry(entry.time(), entry.item() * 2)));
        model = renumbered;
        factor = 2;
      }
      assertThat(heap.size()).isEqualTo(model.size());
    }
    while (!model.isEmpty()) {
      assertThat(heap.removeFirst()).isEqualTo(model.remove().item());
    }
    assertThat(heap.isEmpty()).isTrue();
    assertThat(heap.firstTime()).isEqualTo(Long.MAX_VALUE);
  }
}
