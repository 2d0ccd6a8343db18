package io.weir.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.pipeline.TypeRegistry;
import io.weir.pipeline.Variables;
import io.weir.shell.command.Setting;
import io.weir.shell.text.Ink;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestCommandTest {

  private static final String PIPELINE =
      """
      pipeline: hot
      sources:
        s:
          type: rate
          schema: {k: string, t: timestamp, v: double}
          event-time: t
      tables:
        p: {type: csv, path: p.csv, key: [k], schema: {k: string, site: string}}
      queries:
        q:
          sql: SELECT site, count(*) AS n, avg(v) AS mean FROM s JOIN p ON s.k = p.k
            GROUP BY window(t, '10 seconds'), site
      sinks:
        out: {type: console, from: q}
        late: {type: console, from: q.late}
      """;

  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void writeCase() throws IOException {
    write("one/pipeline.yaml", PIPELINE);
    write("one/p.csv", "k,site", "a,north", "b,south");
    write(
        "one/in/s.jsonl",
        "{\"k\":\"a\",\"t\":1000,\"v\":1}",
        "{\"k\":\"b\",\"t\":2000,\"v\":2}",
        "{\"k\":\"a\",\"t\":11000,\"v\":4}");
    write("one/tables/p@11000.csv", "k,site", "a,east");
    write(
        "one/expected/out.jsonl",
        "{\"site\":\"north\",\"mean\":1,\"n\":1}",
        "{\"site\":\"south\",\"n\":1,\"mean\":2.00}",
        "",
        "{\"site\":\"east\",\"n\":1,\"mean\":4e0}");
  }

  @Test
  void shouldPassWhateverTheOrderOfKeysAndTheFormOfNumbers() {
    assertThat(test()).isZero();
    assertThat(lines()).containsExactly("ok    " + folder.resolve("one"), "1 case passed");
  }

  @Test
  void shouldPassWithRestarts() {
    assertThat(test("--restart", "every")).isZero();
    assertThat(test("--restart", "2")).isZero();
    assertThat(test("--restart", "random", "--seed", "7")).isZero();
    assertThat(lines())
        .filteredOn(line -> line.contains("restarts"))
        .containsExactly(
            "1 case passed; restarts: every record",
            "1 case passed; restarts: every 2",
            "1 case passed; restarts: random, seed 7");
  }

  @Test
  void shouldPassWithBackPressure() {
    assertThat(test("--back-pressure")).isZero();
    assertThat(test("--restart", "every", "--back-pressure")).isZero();
    assertThat(lines())
        .filteredOn(line -> line.contains("passed"))
        .containsExactly(
            "1 case passed; back-pressure", "1 case passed; restarts: every record; back-pressure");
  }

  @Test
  void shouldShowWhatDiffersAndWhy() throws IOException {
    write("two/case.yaml", "pipeline: ../one/pipeline.yaml", "drain: true");
    write(
        "two/in/s.jsonl",
        "{\"k\":\"a\",\"t\":1000,\"v\":1}",
        "{\"k\":\"a\",\"t\":2000,\"v\":\"warm\"}",
        "{\"k\":\"b\",\"t\":12000,\"v\":2}",
        "{\"k\":\"b\",\"t\":1000,\"v\":2}");
    write(
        "two/expected/out.jsonl",
        "{\"site\":\"north\",\"n\":2,\"mean\":1.5}",
        "{\"site\":\"west\",\"n\":9,\"mean\":9}",
        "{\"site\":\"south\",\"n\":1,\"mean\":2}");

    assertThat(test()).isEqualTo(1);

    assertThat(lines())
        .containsExactly(
            "ok    " + folder.resolve("one"),
            "FAIL  " + folder.resolve("two"),
            "  sink out: 3 rows expected, 2 found",
            "    row 1 differs:",
            "              expected  found",
            "        site  \"north\"   \"north\"",
            "      * n     2         1",
            "      * mean  1.5       1",
            "    - row 2: {\"site\":\"west\",\"n\":9,\"mean\":9}",
            "  sink late: 0 rows expected, 1 found; "
                + folder.resolve("two/expected/late.jsonl")
                + " is not there, so no row was expected",
            "    + row 1: {\"k\":\"b\",\"t\":\"1970-01-01T00:00:01.000Z\",\"v\":2.0,"
                + "\"_reason\":\"late\",\"_received\":\"1970-01-01T00:00:12.000Z\",\"_topic\":null}",
            "  fates:",
            "    source s: 1 quarantined, 3 accepted",
            "    query q: 1 late, 2 aggregated",
            "  quarantined:",
            "    source s: v: found \"warm\", expected a finite double: {\"k\":\"a\",\"t\":2000,\"v\":\"warm\"}",
            "",
            "1 case passed, 1 failed");
  }

  @Test
  void shouldSayThatOnlyTheOrderDiffersUnlessItDoesNotMatter() throws IOException {
    write(
        "one/expected/out.jsonl",
        "{\"site\":\"south\",\"n\":1,\"mean\":2}",
        "{\"site\":\"north\",\"n\":1,\"mean\":1}",
        "{\"site\":\"east\",\"n\":1,\"mean\":4}");

    assertThat(test()).isEqualTo(1);
    assertThat(out.toString()).contains("3 found; the same rows in another order");

    write("one/case.yaml", "unordered: [out]");
    assertThat(test()).isZero();
  }

  @Test
  void shouldWriteWhatIsExpected() throws IOException {
    Files.delete(folder.resolve("one/expected/out.jsonl"));
    assertThat(test()).isEqualTo(2);
    assertThat(out.toString()).contains("expects nothing").contains("--update writes them");
    out.getBuffer().setLength(0);

    assertThat(test("--update")).isZero();
    assertThat(lines())
        .containsExactly(
            "wrote  " + folder.resolve("one/expected/out.jsonl") + ", 3 rows",
            "wrote  " + folder.resolve("one/expected/late.jsonl") + ", 0 rows",
            "1 case updated");
    out.getBuffer().setLength(0);
    assertThat(test("--update")).isZero();
    assertThat(lines()).first().asString().startsWith("kept   ");
    assertThat(test()).isZero();
  }

  @Test
  void shouldRefuseWhatBelongsToNothing() throws IOException {
    write("one/expected/ot.jsonl", "{}");
    assertThat(test()).isEqualTo(2);
    assertThat(out.toString())
        .contains("ot.jsonl: the pipeline has no sink 'ot'")
        .contains("did you mean 'out'");
    Files.delete(folder.resolve("one/expected/ot.jsonl"));

    Files.move(folder.resolve("one/in/s.jsonl"), folder.resolve("one/in/r.jsonl"));
    assertThat(test()).isEqualTo(2);
    assertThat(out.toString()).contains("the pipeline has no source 'r'");
    Files.delete(folder.resolve("one/in/r.jsonl"));
    assertThat(test()).isEqualTo(2);
    assertThat(out.toString())
        .contains("source s has no input: expected " + folder.resolve("one/in/s.jsonl"));
  }

  @Test
  void shouldRefuseWhatCannotBeRead() throws IOException {
    write("one/expected/out.jsonl", "{\"site\":\"north\",");
    assertThat(test()).isEqualTo(2);
    assertThat(out.toString()).contains("out.jsonl:1: not a row in JSON");

    write("one/tables/p@soon.csv", "k,site");
    assertThat(test()).isEqualTo(2);
    assertThat(out.toString()).contains("'soon' is not a time").contains("epoch milliseconds");

    write("one/case.yaml", "piepline: x");
    assertThat(test()).isEqualTo(2);
    assertThat(out.toString()).contains("case.yaml:1:1: case: unknown option 'piepline'");
  }

  @Test
  void shouldRefuseFoldersWithoutCasesAndWrongOptions() throws IOException {
    Files.createDirectory(folder.resolve("none"));

    assertThat(weir("test", folder.resolve("none").toString())).isEqualTo(2);
    assertThat(weir("test", folder.resolve("nowhere").toString())).isEqualTo(2);
    assertThat(test("--restart", "often")).isEqualTo(2);
    assertThat(err.toString().lines())
        .hasSize(3)
        .anySatisfy(line -> assertThat(line).contains("none holds no case: expected a folder"))
        .anySatisfy(line -> assertThat(line).contains("nowhere is not there"))
        .anySatisfy(line -> assertThat(line).contains("--restart often: expected every, random"));
  }

  @Test
  void shouldReportAsJunitDoes() throws IOException {
    write("one/expected/out.jsonl", "{\"site\":\"<&>\",\"n\":1,\"mean\":1}");
    Path report = folder.resolve("report.xml");

    assertThat(test("--junit", report.toString())).isEqualTo(1);

    assertThat(report)
        .content()
        .contains("tests=\"1\" failures=\"1\" errors=\"0\"")
        .containsPattern(
            "<testcase classname=\"weir\" name=\""
                + Pattern.quote(folder.resolve("one").toString())
                + "\" time=\"\\d+\\.\\d{3}\">")
        .contains("&lt;&amp;&gt;");
  }

  private int test(String... more) {
    String[] arguments = new String[more.length + 2];
    arguments[0] = "test";
    arguments[1] = folder.toString();
    System.arraycopy(more, 0, arguments, 2, more.length);
    return weir(arguments);
  }

  private int weir(String... arguments) {
    Setting setting = new Setting(TypeRegistry::load, Variables.of(Map.of(), "edge-17"), Ink.NONE);
    return Commands.ofCommandLine(setting, (line, toOut, toErr) -> 3)
        .run(Arrays.asList(arguments), new PrintWriter(out), new PrintWriter(err));
  }

  private List<String> lines() {
    return out.toString().lines().toList();
  }

  private void write(String file, String... lines) throws IOException {
    Path path = folder.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, String.join("\n", lines) + "\n");
  }
}
