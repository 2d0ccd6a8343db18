package io.weir.api.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TextBuilderTest {

  @Test
  void shouldHoldWhatWasAppendedHoweverItCame() {
    long seed = Long.getLong("weir.seed", new Random().nextLong());
    Random random = new Random(seed);
    TextBuilder builder = new TextBuilder();
    for (int batch = 0; batch < 200; batch++) {
      List<@Nullable String> expected = new ArrayList<>();
      for (int row = random.nextInt(300); row > 0; row--) {
        expected.add(append(builder, random));
        if (random.nextInt(100) == 0) {
          assertThat(values(builder.build())).as("seed %d", seed).isEqualTo(expected);
        }
      }
      assertThat(builder.size()).isEqualTo(expected.size());
      assertThat(values(builder.build())).as("seed %d", seed).isEqualTo(expected);
      builder.clear();
    }
  }

  private static @Nullable String append(TextBuilder builder, Random random) {
    String text = "Gerät-" + random.nextInt(400);
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    switch (random.nextInt(10)) {
      case 0 -> {
        builder.appendNull();
        return null;
      }
      case 1 -> builder.append(utf8, 0, utf8.length);
      case 2 -> builder.appendCode(builder.dictionary().codeOf(text));
      default -> builder.append(text);
    }
    return text;
  }

  @Test
  void shouldGiveTheSameCodeToOneTextInAnyShape() {
    TextBuilder builder = new TextBuilder();
    builder.append("press-7");
    builder.append("press-".concat("7"));
    builder.append("press-7".getBytes(StandardCharsets.UTF_8), 0, 7);
    builder.append("press-8");

    assertThat(builder.build().codes()).startsWith(0, 0, 0, 1);
  }

  private static List<@Nullable Object> values(Column column) {
    List<@Nullable Object> values = new ArrayList<>();
    for (int row = 0; row < column.size(); row++) {
      values.add(column.value(row));
    }
    return values;
  }
}
