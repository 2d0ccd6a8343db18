package io.weir.operators.streamjoin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class RowsByKeyTest {

  private static final int KEY = 100;

  private record Row(long time, int place) {}

  @RepeatedTest(30)
  void shouldFindWhatAListFinds(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    int spread = 1 + random.nextInt(40);
    RowsByKey rows = new RowsByKey();
    List<Row> model = new ArrayList<>();
    Places found = new Places();
    for (int step = 0; step < 2_000; step++) {
      if (random.nextInt(100) < 55) {
        Row row = new Row(step / 4 + random.nextInt(spread), step);
        rows.add(KEY, row.time(), row.place());
        model.add(row);
      } else if (!model.isEmpty()) {
        int old = Math.min(random.nextInt(spread), model.size() - 1);
        Row row = model.remove(random.nextInt(10) == 0 ? random.nextInt(model.size()) : old);
        rows.remove(KEY, row.time(), row.place());
      }
      long first = step / 4L - random.nextInt(spread);
      long last = first + random.nextInt(spread) - 1;
      found.clear();
      rows.find(KEY, first, last, found);
      found.sort();
      assertThat(places(found))
          .as("step %d, from %d to %d", step, first, last)
          .isEqualTo(
              model.stream()
                  .filter(row -> row.time() >= first && row.time() <= last)
                  .map(Row::place)
                  .toList());
    }
    rows.clear();
    found.clear();
    rows.find(KEY, 0, Long.MAX_VALUE, found);
    assertThat(found.count()).isZero();
  }

  @Test
  void shouldFindTheEndsOfTime() {
    RowsByKey rows = new RowsByKey();
    rows.add(KEY, Long.MAX_VALUE, 0);
    rows.add(KEY, Long.MIN_VALUE, 1);
    rows.add(KEY, 0, 2);
    Places found = new Places();
    rows.find(KEY, Long.MIN_VALUE, Long.MAX_VALUE, found);
    found.sort();
    assertThat(places(found)).containsExactly(0, 1, 2);
    found.clear();
    rows.find(KEY, 1, 0, found);
    assertThat(found.count()).isZero();
    rows.remove(KEY, Long.MIN_VALUE, 1);
    rows.find(KEY, Long.MIN_VALUE, -1, found);
    assertThat(found.count()).isZero();
  }

  private static List<Integer> places(Places found) {
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < found.count(); i++) {
      places.add(found.get(i));
    }
    return places;
  }
}
