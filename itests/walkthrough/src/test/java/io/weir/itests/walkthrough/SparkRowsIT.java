package io.weir.itests.walkthrough;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.operators.function.FunctionDoc;
import io.weir.operators.function.Functions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Cases whose rows Spark wrote ({@code itests/spark/golden}): Weir gives the same. */
class SparkRowsIT {

  private static final Path CASES = Repository.ROOT.resolve("itests/spark/cases");

  /** What Spark has under no name, or has not. */
  private static final Set<String> BEYOND =
      Set.of(
          "try_to_date",
          "timestamp_add",
          "timestamp_sub",
          "timestamp_diff",
          "second_fraction",
          "yearofweek",
          "dayofweek_iso",
          "subscript");

  @Test
  void shouldGiveTheRowsOfSpark() throws Exception {
    assertThat(test()).endsWith("cases passed");
  }

  @Test
  void shouldGiveTheRowsOfSparkWhenRestartedNowAndThen() throws Exception {
    assertThat(test("--restart", "random", "--seed", "7")).contains("cases passed; restarts");
  }

  @Test
  void shouldGiveTheRowsOfSparkWhenSinksRefuseEverySecond() throws Exception {
    assertThat(test("--back-pressure")).endsWith("cases passed; back-pressure");
  }

  @Test
  void shouldGiveTheRowsOfSparkWhenRestartedAtEveryRecordAndSinksRefuseEverySecond()
      throws Exception {
    assertThat(test("--restart", "every", "--back-pressure"))
        .endsWith("cases passed; restarts: every record; back-pressure");
  }

  private static String test(String... more) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Repository.DISTRIBUTION.resolve("bin/weir").toString());
    command.addAll(List.of("test", CASES.toString()));
    command.addAll(List.of(more));
    try (RunningProcess process =
        RunningProcess.start(CASES, Map.of(), command.toArray(String[]::new))) {
      String line = process.await(text -> text.contains(" passed"));
      assertThat(process.awaitExit()).as(line).isZero();
      return line;
    }
  }

  @Test
  void shouldTryEveryFunction() throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.walk(CASES)) {
      for (Path file : files.filter(f -> f.endsWith("pipeline.yaml")).toList()) {
        all.append(Files.readString(file));
      }
    }
    String sql = all.toString();
    assertThat(Functions.describe())
        .extracting(FunctionDoc::name)
        .filteredOn(name -> !BEYOND.contains(name) && !isIn(name, sql))
        .as("functions without a row of Spark's; add them to a case and run itests/spark/golden")
        .isEmpty();
  }

  private static boolean isIn(String name, String sql) {
    boolean word = Character.isLetter(name.charAt(0));
    String pattern = word ? "\\b" + Pattern.quote(name) + "\\b" : Pattern.quote(name);
    return Pattern.compile(pattern, Pattern.CASE_INSENSITIVE).matcher(sql).find();
  }
}
