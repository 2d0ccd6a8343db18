package io.weir.itests.walkthrough;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The user's reference says what the code does. */
class ReferenceIT {

  /** {@code -Dweir.docs=write} writes the generated parts anew. */
  @BeforeAll
  static void writeIfAsked() throws IOException {
    if ("write".equals(System.getProperty("weir.docs"))) {
      ReferencePages.main(new String[0]);
    }
  }

  @Test
  void shouldHaveTheGeneratedPartsAsTheCodeMakesThem() throws IOException {
    ReferencePages pages = new ReferencePages();
    for (Path page : pages.pages()) {
      String text = Files.readString(page);
      assertThat(text)
          .as("%s is stale: make it anew as CONTRIBUTING.md says", page.getFileName())
          .isEqualTo(pages.renewed(text))
          .contains("<!-- generated: ");
    }
  }
}
