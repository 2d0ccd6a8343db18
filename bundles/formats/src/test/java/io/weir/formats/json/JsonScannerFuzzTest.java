package io.weir.formats.json;

import org.junit.jupiter.api.Test;

class JsonScannerFuzzTest {

  @Test
  void shouldAgreeWithTheFullParserOnMutatedMessages() {
    JsonFuzz.run(200_000, 20_261_120L);
  }

  @Test
  void shouldAgreeOnMessagesNobodySawBefore() {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    JsonFuzz.run(50_000, seed);
  }
}
