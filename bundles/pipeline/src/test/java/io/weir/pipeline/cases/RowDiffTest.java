package io.weir.pipeline.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowDiffTest {

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void shouldTellAllThatMakesOneListOfTheOther(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 500; round++) {
      List<Row> expected = rows(random);
      List<Row> found = rows(random);

      List<RowDiff.Change> changes = RowDiff.ordered(expected, found);

      assertThat(applied(expected, changes))
          .as("seed %d, round %d: %s to %s", seed, round, expected, found)
          .isEqualTo(found);
      assertThat(RowDiff.ordered(found, found)).isEmpty();
    }
  }

  /** The expected rows with every change made: what is common stays in its order. */
  private static List<Row> applied(List<Row> expected, List<RowDiff.Change> changes) {
    List<Row> common = new ArrayList<>(expected);
    Map<Integer, Row> placed = new LinkedHashMap<>();
    List<Integer> gone = new ArrayList<>();
    for (RowDiff.Change change : changes) {
      if (change.expectedRow() > 0) {
        gone.add(change.expectedRow() - 1);
      }
      Row row = change.found();
      if (row != null) {
        placed.put(change.foundRow() - 1, row);
      }
    }
    gone.sort(Collections.reverseOrder());
    gone.forEach(row -> common.remove((int) row));
    placed.keySet().stream().sorted().forEach(at -> common.add(at, row(placed, at)));
    return common;
  }

  private static Row row(Map<Integer, Row> placed, int at) {
    Row row = placed.get(at);
    assertThat(row).isNotNull();
    return row;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void shouldNotLookAtTheOrderWhereItDoesNotMatter(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 500; round++) {
      List<Row> expected = rows(random);
      List<Row> shuffled = new ArrayList<>(expected);
      Collections.shuffle(shuffled, random);

      assertThat(RowDiff.unordered(expected, shuffled)).as("seed %d", seed).isEmpty();
      if (!shuffled.isEmpty()) {
        shuffled.remove(random.nextInt(shuffled.size()));
        assertThat(RowDiff.unordered(expected, shuffled))
            .as("seed %d", seed)
            .singleElement()
            .satisfies(change -> assertThat(change.foundRow()).isZero());
      }
    }
  }

  @Test
  void shouldPairRowsThatAgreeInMostColumns() throws Exception {
    List<Row> expected = RowForm.JSON.rows(List.of("{\"a\":1,\"b\":2}", "{\"a\":5,\"b\":6}"));
    List<Row> found = RowForm.JSON.rows(List.of("{\"b\":6,\"a\":7}", "{\"c\":1}"));

    assertThat(RowDiff.ordered(expected, found))
        .extracting(change -> change.expectedRow() + ":" + change.foundRow())
        .containsExactly("1:0", "2:1", "0:2");
    assertThat(Row.differing(expected.get(1), found.get(0))).containsExactly("a");
  }

  @Test
  void shouldCompareNumbersByValueAndNothingElse() {
    assertThat(same("{\"a\":1}", "{\"a\":1.00}")).isTrue();
    assertThat(same("{\"a\":1e3,\"b\":[0.0]}", "{\"b\":[-0],\"a\":1000}")).isTrue();
    assertThat(same("{\"a\":{\"x\":1,\"y\":2}}", "{\"a\":{\"y\":2.0,\"x\":1}}")).isTrue();
    assertThat(same("{\"a\":0.1}", "{\"a\":0.10000000000000001}")).isFalse();
    assertThat(same("{\"a\":1}", "{\"a\":\"1\"}")).isFalse();
    assertThat(same("{\"a\":null}", "{}")).isFalse();
    assertThat(same("{\"a\":[1,2]}", "{\"a\":[2,1]}")).isFalse();
    assertThat(same("not JSON", "not JSON")).isTrue();
  }

  private static boolean same(String a, String b) {
    List<Row> rows = RowForm.JSON.rows(List.of(a, b));
    return rows.get(0).matches(rows.get(1));
  }

  private static List<Row> rows(Random random) {
    List<Row> rows = new ArrayList<>();
    for (int i = random.nextInt(7); i > 0; i--) {
      Map<String, @Nullable Object> cells = new LinkedHashMap<>();
      cells.put("a", random.nextInt(3));
      cells.put("b", random.nextInt(3) == 0 ? null : random.nextInt(2));
      rows.add(new Row(cells.toString(), cells));
    }
    return rows;
  }
}
