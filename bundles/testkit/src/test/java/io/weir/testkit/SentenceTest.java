package io.weir.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What harnesses quote stands in the API's documentation, word by word. */
class SentenceTest {

  private static final Path API = Path.of("../api/src/main/java/io/weir/api/connector");

  @ParameterizedTest
  @MethodSource("sentences")
  void shouldQuoteTheDocumentation(Sentence sentence) throws IOException {
    String type = sentence.place().replaceAll("\\..*", "");
    String source = Files.readString(API.resolve(type + ".java"));

    String text =
        source
            .replaceAll("\\s*\\n\\s*\\*? *", " ")
            .replaceAll("\\{@(?:link|code) #?([^}]*)}", "$1")
            .replace('#', '.');

    assertThat(text).contains(sentence.text());
  }

  static Stream<Sentence> sentences() {
    return Stream.of(List.of(SourceLaw.values()), List.of(SinkLaw.values())).flatMap(List::stream);
  }
}
