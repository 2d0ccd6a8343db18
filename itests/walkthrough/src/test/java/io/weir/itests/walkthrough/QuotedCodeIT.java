package io.weir.itests.walkthrough;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A code block behind a comment with a file's name is that file. */
class QuotedCodeIT {

  private static final Pattern QUOTE =
      Pattern.compile("<!-- file: (\\S+) -->\\s*\\R```\\w*\\R(.*?)\\R```", Pattern.DOTALL);

  @Test
  void shouldQuoteFilesAsTheyAre() throws IOException {
    Map<String, String> quotes = quotes(Files.readString(Repository.README));
    assertThat(quotes.keySet())
        .contains(
            "itests/own-bundle/pom.xml",
            "itests/own-bundle/src/main/java/com/example/greenhouse/DewPoint.java",
            "itests/own-bundle/src/main/java/com/example/greenhouse/Probe.java",
            "itests/own-bundle/src/main/java/com/example/greenhouse/Panel.java",
            "itests/own-bundle/src/main/pipeline/greenhouse.yaml",
            "itests/walkthrough/src/test/java/com/example/embedded/Main.java",
            "itests/walkthrough/src/test/java/com/example/embedded/BeatInJava.java");
    requireSame("README.md", quotes);
  }

  @Test
  void shouldQuoteFilesInTheReferenceAsTheyAre() throws IOException {
    for (String page : List.of("testing.md", "java.md")) {
      Map<String, String> quotes = quotes(Files.readString(Repository.DOCS.resolve(page)));
      assertThat(quotes).as(page).isNotEmpty();
      requireSame(page, quotes);
    }
  }

  private static void requireSame(String page, Map<String, String> quotes) throws IOException {
    for (Map.Entry<String, String> quote : quotes.entrySet()) {
      Path file = Repository.ROOT.resolve(quote.getKey());
      assertThat(quote.getValue())
          .as("%s quotes %s, which has changed: copy the file there", page, quote.getKey())
          .isEqualTo(Files.readString(file).stripTrailing());
    }
  }

  private static Map<String, String> quotes(String text) {
    Map<String, String> quotes = new LinkedHashMap<>();
    Matcher matcher = QUOTE.matcher(text);
    while (matcher.find()) {
      quotes.put(matcher.group(1), matcher.group(2));
    }
    return quotes;
  }
}
