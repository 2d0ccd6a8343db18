package io.weir.mqtt.receive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The table of ids not known to be released. */
class PacketTableTest {

  @Test
  void shouldKnowTheNewestMessageOfAnId() {
    PacketTable table = new PacketTable(4);
    table.put(7, 1, 1);
    assertThat(table.contains(7, 1, 1)).isTrue();
    assertThat(table.contains(7, 1, 2)).isFalse();
    assertThat(table.contains(7, 2, 1)).isFalse();
    assertThat(table.contains(8, 1, 1)).isFalse();
    table.put(7, 2, 2);
    assertThat(table.contains(7, 1, 1)).isFalse();
    assertThat(table.contains(7, 2, 2)).isTrue();
    assertThat(table.release(7)).isTrue();
    assertThat(table.release(7)).isFalse();
    assertThat(table.contains(7, 2, 2)).isFalse();
  }

  @Test
  void shouldHoldTheGreatestId() {
    PacketTable table = new PacketTable(PacketTable.MAX_ID - 1);
    for (int id = 1; id <= PacketTable.MAX_ID; id++) {
      table.put(id, id, id);
    }
    assertThat(table.contains(1, 1, 1)).isFalse(); // the oldest, one too many
    assertThat(table.contains(2, 2, 2)).isTrue();
    assertThat(table.contains(65_535, 65_535, 65_535)).isTrue();
    assertThat(table.size()).isEqualTo(PacketTable.MAX_ID - 1);
  }

  @Test
  void shouldRememberFourWindows() {
    assertThat(PacketTable.forWindow(20).capacity()).isEqualTo(8_192);
    assertThat(PacketTable.forWindow(10_000).capacity()).isEqualTo(40_000);
    assertThat(PacketTable.forWindow(65_535).capacity()).isEqualTo(65_534);
  }

  @Test
  void shouldDoAsARingOfTheLastReceived() {
    for (int seed = 1; seed <= 50; seed++) {
      Random random = new Random(seed);
      int capacity = 1 + random.nextInt(20);
      PacketTable table = new PacketTable(capacity);
      // The oracle: every put takes a place for good; at most `capacity` places are looked at.
      List<int[]> places = new ArrayList<>();
      Map<Integer, Integer> newest = new LinkedHashMap<>();
      for (int step = 0; step < 500; step++) {
        int id = 1 + random.nextInt(30);
        if (random.nextInt(5) == 0) {
          table.release(id);
          newest.remove(id);
        } else {
          table.put(id, step, -step);
          newest.put(id, step);
          places.add(new int[] {id, step});
        }
        Map<Integer, Integer> expected = new LinkedHashMap<>();
        for (int[] place : places.subList(Math.max(0, places.size() - capacity), places.size())) {
          if (newest.getOrDefault(place[0], -1) == place[1]) {
            expected.put(place[0], place[1]);
          }
        }
        Map<Integer, Integer> found = new LinkedHashMap<>();
        table.forEach((entry, high, low) -> found.put(entry, (int) high));
        assertThat(List.copyOf(found.entrySet()))
            .as("seed %d, step %d", seed, step)
            .isEqualTo(List.copyOf(expected.entrySet()));
        assertThat(table.size()).isEqualTo(expected.size());
      }
    }
  }
}
