package io.weir.operators.partition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

class InterleavingTest {

  private record Item(int value, int partition, int row) {}

  private final Interleaving order = new Interleaving();

  @RepeatedTest(50)
  void shouldBeAStableSort(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    int[][] values = new int[1 + random.nextInt(4)][];
    List<Item> expected = new ArrayList<>();
    for (int p = 0; p < values.length; p++) {
      values[p] = random.ints(random.nextInt(20), 0, 10).sorted().toArray();
      for (int row = 0; row < values[p].length; row++) {
        expected.add(new Item(values[p][row], p, row));
      }
    }
    expected.sort((a, b) -> Integer.compare(a.value(), b.value()));
    int[] counts = Arrays.stream(values).mapToInt(all -> all.length).toArray();

    order.merge(counts, (p, row, q, other) -> Integer.compare(values[p][row], values[q][other]));

    List<Item> found = new ArrayList<>();
    for (int from = 0; from < order.count(); ) {
      int to = order.runEnd(from);
      int partition = order.partition(from);
      for (int at = from; at < to; at++) {
        int row = order.rows()[at];
        found.add(new Item(values[partition][row], partition, row));
      }
      from = to;
    }
    assertThat(found).isEqualTo(expected);
  }
}
