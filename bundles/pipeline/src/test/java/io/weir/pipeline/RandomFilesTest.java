package io.weir.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class RandomFilesTest {

  private static final String[] PIECES = {
    ":",
    " ",
    "\n",
    "  ",
    "- ",
    "{",
    "}",
    "[",
    "]",
    ",",
    "'",
    "\"",
    "|",
    ">",
    "&a",
    "*a",
    "#",
    "${",
    "}",
    "%",
    "@",
    "!",
    "\t",
    "sources",
    "type",
    "null",
    "~",
    "1",
    "é",
    "\u0000",
    "<<",
    "---",
    "(",
    "sql",
    "schema",
    "decimal(",
    "struct<",
    "\uD83D\uDE00"
  };

  @Test
  void shouldThrowNothingButRefusals() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int i = 0; i < 3000; i++) {
      String yaml = i % 3 == 0 ? garbage(random) : mutated(random);
      try {
        Pipeline pipeline = TestTypes.read(yaml);
        assertThat(pipeline.name()).isNotEmpty();
      } catch (PipelineException e) {
        assertThat(e.problems()).as("seed %d", seed).isNotEmpty();
        assertThat(e.problems()).allSatisfy(p -> assertThat(p.line()).isPositive());
      } catch (RuntimeException | Error e) {
        throw new AssertionError("seed " + seed + ", file " + i + ":\n" + yaml, e);
      }
    }
  }

  private static String garbage(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(40); i >= 0; i--) {
      text.append(PIECES[random.nextInt(PIECES.length)]);
    }
    return text.toString();
  }

  private static String mutated(Random random) {
    StringBuilder text = new StringBuilder(PipelineFileTest.HOT_MACHINES);
    for (int i = random.nextInt(4); i >= 0; i--) {
      int at = random.nextInt(text.length());
      switch (random.nextInt(3)) {
        case 0 -> text.insert(at, PIECES[random.nextInt(PIECES.length)]);
        case 1 -> text.delete(at, Math.min(text.length(), at + 1 + random.nextInt(20)));
        default -> text.setCharAt(at, (char) (32 + random.nextInt(90)));
      }
    }
    return text.toString();
  }
}
