package io.weir.mqtt.receive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Topic filters, with the examples of MQTT 3.1.1, 4.7. */
class TopicFilterTest {

  @ParameterizedTest
  @CsvSource({
    "sport/tennis/player1/#, sport/tennis/player1, true",
    "sport/tennis/player1/#, sport/tennis/player1/ranking, true",
    "sport/tennis/player1/#, sport/tennis/player1/score/wimbledon, true",
    "sport/tennis/player1/#, sport/tennis/player10, false",
    "sport/#, sport, true",
    "#, anything/at/all, true",
    "sport/tennis/+, sport/tennis/player1, true",
    "sport/tennis/+, sport/tennis/player1/ranking, false",
    "sport/+, sport, false",
    "sport/+, sport/, true",
    "+/+, /finance, true",
    "/+, /finance, true",
    "+, /finance, false",
    "+/tennis/#, sport/tennis, true",
    "a, a, true",
    "a, ab, false",
    "ab, a, false",
    "A, a, false",
    "#, $SYS/load, false",
    "+/monitor/Clients, $SYS/monitor/Clients, false",
    "$SYS/#, $SYS/load, true",
    "$share/group/plant/+, plant/1, true",
    "$share/group/plant/+, other/1, false",
  })
  void shouldMatchAsTheSpecificationSays(String filter, String topic, boolean matches) {
    assertThat(TopicFilter.parse(filter).matches(topic)).isEqualTo(matches);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "sport/tennis#", "sport/#/ranking", "sport+", "a/b+/c", "$share/g"})
  void shouldRefuseWhatTheSpecificationForbids(String filter) {
    assertThatThrownBy(() -> TopicFilter.parse(filter))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected");
  }

  @Test
  void shouldAgreeWithAComparisonLevelByLevel() {
    Random random = new Random(11);
    String[] levels = {"a", "b", "", "+", "#"};
    int compared = 0;
    while (compared < 20_000) {
      String filter = join(random, levels, 5);
      String topic = join(random, levels, 3);
      TopicFilter parsed;
      try {
        parsed = TopicFilter.parse(filter);
      } catch (IllegalArgumentException e) {
        continue;
      }
      if (topic.isEmpty()) {
        continue;
      }
      compared++;
      assertThat(parsed.matches(topic))
          .as("%s against %s", filter, topic)
          .isEqualTo(matches(filter.split("/", -1), topic.split("/", -1), 0));
    }
  }

  private static boolean matches(String[] filter, String[] topic, int level) {
    if (level == filter.length || filter[level].equals("#")) {
      return level < filter.length || level == topic.length;
    }
    return level < topic.length
        && (filter[level].equals("+") || filter[level].equals(topic[level]))
        && matches(filter, topic, level + 1);
  }

  private static String join(Random random, String[] levels, int kinds) {
    StringBuilder text = new StringBuilder(levels[random.nextInt(kinds)]);
    for (int i = random.nextInt(4); i > 0; i--) {
      text.append('/').append(levels[random.nextInt(kinds)]);
    }
    return text.toString();
  }
}
