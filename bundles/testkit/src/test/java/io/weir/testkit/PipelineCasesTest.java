package io.weir.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PipelineCasesTest {

  private static final String PIPELINE =
      """
      pipeline: even
      sources:
        r: {type: rate, schema: {v: long}}
      queries:
        q: {sql: "SELECT v FROM r WHERE v % 2 = 0"}
      sinks:
        out: {type: console, from: q}
      """;

  @TempDir Path folder;

  @BeforeEach
  void writeCases() throws IOException {
    for (String name : List.of("a/good", "bad")) {
      write(name + "/pipeline.yaml", PIPELINE);
      write(name + "/in/r.jsonl", "{\"v\":1}\n{\"v\":2}\n");
      write(name + "/expected/out.jsonl", "{\"v\":" + (name.equals("bad") ? 3 : 2) + "}\n");
    }
  }

  @Test
  void shouldGiveATestACase() throws Throwable {
    List<DynamicTest> tests = PipelineCases.in(folder).everyWay().tests().toList();

    assertThat(tests)
        .extracting(DynamicTest::getDisplayName)
        .containsExactly(
            "a/good",
            "a/good, restarts: every record",
            "a/good, back-pressure",
            "a/good, restarts: every record, back-pressure",
            "bad",
            "bad, restarts: every record",
            "bad, back-pressure",
            "bad, restarts: every record, back-pressure");
    for (DynamicTest good : tests.subList(0, 4)) {
      good.getExecutable().execute();
    }
    assertThatThrownBy(() -> tests.get(4).getExecutable().execute())
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("sink out: 1 row expected, 1 found")
        .hasMessageContaining("* v");
  }

  @Test
  void shouldTellThatThereIsNoCase() {
    assertThatThrownBy(() -> PipelineCases.in(folder.resolve("nowhere")).tests())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("nowhere is not there: expected a folder");
  }

  private void write(String file, String text) throws IOException {
    Path path = folder.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }
}
