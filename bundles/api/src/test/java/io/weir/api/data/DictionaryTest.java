package io.weir.api.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DictionaryTest {

  private static final String[] PARTS = {
    "", "d", "-", "device", "0", "9", "\u0000", "é", "\u20AC", "\uD83D\uDE00", "Zähler", "01234567"
  };

  @Test
  void shouldNotRememberWhatStandsForNoText() {
    Dictionary dictionary = new Dictionary();

    assertThat(dictionary.text(0)).isEmpty(); // the code of rows without value
    assertThat(dictionary.text(dictionary.codeOf("press-1"))).isEqualTo("press-1");
  }

  @Test
  void shouldGiveTextsDenseCodesHoweverTheyCome() {
    long seed = 20261121;
    Random random = new Random(seed);
    Dictionary dictionary = new Dictionary();
    Dictionary other = new Dictionary();
    Map<String, Integer> codes = new HashMap<>();
    List<String> texts = new ArrayList<>();
    for (int step = 0; step < 50_000; step++) {
      String text = text(random);
      int expected = codes.computeIfAbsent(text, t -> codes.size());
      if (expected == texts.size()) {
        texts.add(text);
      }
      String where = "seed %d, step %d, text '%s'".formatted(seed, step, text);
      assertThat(code(dictionary, other, text, random)).as(where).isEqualTo(expected);
      assertThat(dictionary.text(expected)).as(where).isEqualTo(text);
      assertThat(dictionary.length(expected)).as(where).isEqualTo(utf8(text).length);
    }
    assertThat(dictionary.size()).isEqualTo(texts.size()).isGreaterThan(2_000);
    for (int code = 0; code < texts.size(); code++) {
      byte[] copy = new byte[dictionary.length(code)];
      dictionary.copyTo(code, copy, 0);
      assertThat(copy).isEqualTo(utf8(texts.get(code)));
    }
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int parts = random.nextInt(5); parts > 0; parts--) {
      text.append(PARTS[random.nextInt(PARTS.length)]);
    }
    return text.toString();
  }

  private static int code(Dictionary dictionary, Dictionary other, String text, Random random) {
    byte[] utf8 = utf8(text);
    return switch (random.nextInt(4)) {
      case 0 -> dictionary.codeOf(text);
      case 1 -> dictionary.codeOf(utf8, 0, utf8.length); // at the very end of its array
      case 2 -> {
        byte[] within = new byte[utf8.length + 20];
        random.nextBytes(within); // what stands around a text must not matter
        System.arraycopy(utf8, 0, within, 3, utf8.length);
        yield dictionary.codeOf(within, 3, utf8.length);
      }
      default -> dictionary.codeOf(other, other.codeOf(text));
    };
  }

  @Test
  void shouldFindWhatIsThereAndAddNothing() {
    Dictionary dictionary = new Dictionary();
    Dictionary other = new Dictionary();
    int known = dictionary.codeOf("device-4711");
    assertThat(dictionary.find(other, other.codeOf("device-4711"))).isEqualTo(known);
    assertThat(dictionary.find(other, other.codeOf("device-4712"))).isEqualTo(-1);
    assertThat(dictionary.size()).isEqualTo(1);
  }

  @Test
  void shouldTakeAnUnpairedSurrogateForTheQuestionMarkThatUtf8MakesOfIt() {
    Dictionary dictionary = new Dictionary();
    int code = dictionary.codeOf("a\uD800");
    assertThat(dictionary.text(code)).isEqualTo("a?");
    assertThat(dictionary.codeOf("a?")).isEqualTo(code);
    assertThat(dictionary.codeOf("a\uD800")).isEqualTo(code);
    assertThat(dictionary.text(code)).isEqualTo("a?");
  }

  @Test
  void shouldGiveEveryThreadTheSameCodes() {
    Dictionary dictionary = new Dictionary();
    int[][] codes = new int[4][30_000];
    IntStream.range(0, codes.length)
        .parallel()
        .forEach(
            thread -> {
              Random random = new Random(thread);
              for (int step = 0; step < 4 * codes[thread].length; step++) {
                int number = random.nextInt(codes[thread].length);
                String text = "device-" + number;
                byte[] utf8 = utf8(text);
                int code =
                    step % 2 == 0
                        ? dictionary.codeOf(text)
                        : dictionary.codeOf(utf8, 0, utf8.length);
                int before = codes[thread][number];
                assertThat(before == 0 || before == code + 1).as(text).isTrue();
                codes[thread][number] = code + 1;
                assertThat(dictionary.text(code)).isEqualTo(text);
              }
            });
    for (int number = 0; number < codes[0].length; number++) {
      int code = dictionary.codeOf("device-" + number) + 1;
      for (int[] found : codes) {
        assertThat(found[number] == 0 || found[number] == code).as("device-" + number).isTrue();
      }
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
