package io.weir.itests.walkthrough;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.engine.plan.Plan;
import io.weir.operators.function.FunctionDoc;
import io.weir.operators.function.FunctionException;
import io.weir.operators.function.Functions;
import io.weir.pipeline.PipelineFile;
import io.weir.pipeline.TypeRegistry;
import io.weir.pipeline.Variables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
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

  /** Functions that are written without brackets. */
  private static final Set<String> WORDS =
      Set.of("and", "or", "not", "in", "between", "like", "rlike", "div", "case", "cast");

  /** Functions of Spark's that are a part of SQL here, or are refused by name there. */
  private static final Set<String> SYNTAX =
      Set.of(
          "case",
          "cast",
          "explode",
          "explode_outer",
          "posexplode",
          "posexplode_outer",
          "inline",
          "inline_outer",
          "stack",
          "window",
          "session_window",
          "window_time",
          "grouping",
          "grouping_id",
          "current_user",
          "session_user",
          "user");

  /** What a plan shows where a node is; nothing for those that Spark has not. */
  private static final Map<String, List<String>> SHOWN =
      Map.ofEntries(
          Map.entry("SourceScan", List.of("Source ")),
          Map.entry("QueryScan", List.of("Query ")),
          Map.entry("Filter", List.of("Keep rows where")),
          Map.entry("Project", List.of("Select ")),
          Map.entry(
              "TableJoin",
              List.of(
                  "Join (inner) table",
                  "Join (left) table",
                  "Join (semi) table",
                  "Join (anti) table",
                  " as of ")),
          Map.entry(
              "StreamJoin",
              List.of(
                  "Join (inner) two streams",
                  "Join (left) two streams",
                  "Join (right) two streams",
                  "Join (full) two streams",
                  "Join (semi) two streams",
                  "Join (anti) two streams")),
          Map.entry(
              "Deduplicate",
              List.of("Keep the first row of each", "passes their event time", "kept for ever")),
          Map.entry("KeyedState", List.of()), // functions of users
          Map.entry("EventTime", List.of(" as the event time")),
          Map.entry(
              "Aggregate",
              List.of(
                  "All rows as one group",
                  "Group by window of 10 seconds of",
                  "Group by window of 10 seconds every",
                  "offset by",
                  "Group by session ended by")),
          Map.entry("Explode", List.of("A row for each element of", "or one without")),
          Map.entry("GroupingSets", List.of(" grouping sets: ")),
          Map.entry("Sort", List.of("In the order of", "without the first", "at most")),
          Map.entry("Union", List.of("All rows of 2 inputs")));

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
  void shouldTryEveryNodeOfAPlan() throws Exception {
    StringBuilder all = new StringBuilder();
    for (Path file : pipelines()) {
      all.append(PipelineFile.read(file, TypeRegistry.load(), Variables.system("test")).explain());
    }
    String plans = all.toString();
    for (Class<?> node : nodes(Plan.class)) {
      String name = node.getSimpleName();
      assertThat(SHOWN).as("how a plan shows %s, or that Spark lacks it", name).containsKey(name);
      for (String line : SHOWN.getOrDefault(name, List.of())) {
        assertThat(plans.contains(line)).as("%s in a case of Spark's: %s", name, line).isTrue();
      }
    }
  }

  private static List<Class<?>> nodes(Class<?> sealed) {
    return Arrays.stream(sealed.getPermittedSubclasses())
        .flatMap(node -> node.isSealed() ? nodes(node).stream() : Stream.<Class<?>>of(node))
        .distinct()
        .toList();
  }

  private static List<Path> pipelines() throws IOException {
    try (Stream<Path> files = Files.walk(CASES)) {
      return files.filter(f -> f.endsWith("pipeline.yaml")).toList();
    }
  }

  @Test
  void shouldTryEveryFunction() throws IOException {
    StringBuilder all = new StringBuilder();
    for (Path file : pipelines()) {
      String text = Files.readString(file);
      all.append(text, text.indexOf("\nqueries:"), text.indexOf("\nsinks:"));
    }
    String sql = all.toString();
    assertThat(Functions.describe())
        .extracting(FunctionDoc::name)
        .filteredOn(name -> !BEYOND.contains(name) && !isIn(name, sql))
        .as("functions without a row of Spark's; add them to a case and run itests/spark/golden")
        .isEmpty();
  }

  @Test
  void shouldHaveAnAnswerToEveryFunctionOfSpark() throws IOException {
    assertThat(Files.readAllLines(CASES.resolveSibling("functions.txt")))
        .hasSizeGreaterThan(400)
        .filteredOn(name -> !SYNTAX.contains(name) && isUnanswered(name))
        .as("functions of Spark's that Weir lacks, without what to write instead")
        .isEmpty();
  }

  private static boolean isUnanswered(String name) {
    Functions functions = Functions.builtin();
    if (functions.isAggregate(name)) {
      return false;
    }
    try {
      functions.call(name, List.of());
      return false;
    } catch (FunctionException e) {
      return e.missing()
          && !String.valueOf(e.getMessage()).startsWith("no function " + name + "; ");
    }
  }

  private static boolean isIn(String name, String sql) {
    String quoted = Pattern.quote(name);
    boolean called = Character.isLetter(name.charAt(0)) && !WORDS.contains(name);
    String pattern = called ? "\\b" + quoted + "\\s*\\(" : quoted;
    return Pattern.compile(pattern, Pattern.CASE_INSENSITIVE).matcher(sql).find();
  }
}
