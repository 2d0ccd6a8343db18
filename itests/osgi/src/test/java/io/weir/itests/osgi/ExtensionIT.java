package io.weir.itests.osgi;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertTrue;

import io.weir.api.function.FunctionType;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javax.inject.Inject;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.wiring.BundleWiring;

/**
 * A user's bundle with a source, a sink, functions and a pipeline of its own: dropped into a
 * running gateway, updated, broken and removed, while a pipeline that has nothing to do with it
 * goes on.
 *
 * <p>This is the test of invariant 5, bystanders.
 */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class ExtensionIT {

  private static final String JAR = "extension.jar";
  private static final String CUSTOM =
      """
      pipeline: custom
      commit: 20ms
      sources:
        numbers: {type: counting, upto: UPTO, format: json, schema: {n: long}}
      queries:
        loud:
          sql: SELECT shout(concat('n', CAST(n AS STRING), '/')) AS word FROM numbers
      sinks:
        lines: {type: lines, from: loud, path: ../out/custom.txt, format: json, id: none}
      """;
  private static final String BYSTANDER =
      """
      pipeline: bystander
      commit: 20ms
      sources:
        ticks:
          type: rate
          rows-per-second: 200
          format: json
          schema: {value: long, timestamp: timestamp}
      queries:
        all:
          sql: SELECT value FROM ticks
          trigger: 0ms
      sinks:
        out: {type: file, from: all, path: ../out/bystander.jsonl, format: json, id: none}
      """;

  private static final String WORDS =
      """
      pipeline: words
      commit: 20ms
      sources:
        words:
          type: file
          path: ../in/words.jsonl
          follow: true
          interval: 20ms
          format: json
          schema: {word: string}
      queries:
        loud:
          sql: SELECT shout(word) AS word FROM words
      sinks:
        out: {type: file, from: loud, path: ../out/words.jsonl, format: json, id: none}
      """;

  private static final String TALLY =
      WORDS
          .replace("pipeline: words", "pipeline: tally")
          .replace("words.jsonl", "tally.jsonl")
          .replace(
              "SELECT shout(word) AS word FROM words",
              "SELECT * FROM flat_map_groups_with_state(TABLE(words), 'tally', word)");

  @Inject private BundleContext context;

  @Configuration
  public Option[] container() throws IOException {
    return Container.options(ExtensionIT.class);
  }

  @Test
  public void shouldFollowABundleThatComesChangesAndGoesAndLeaveOthersAlone() throws IOException {
    Gateway gateway = new Gateway(context);
    gateway.deploy("bystander.yaml", BYSTANDER);
    gateway.await("the bystander", () -> gateway.commits("bystander") > 0);
    Bystander bystander = new Bystander(gateway);

    gateway.deploy("custom.yaml", custom(20));
    gateway.await("custom to wait", () -> gateway.state("custom").equals("waiting"));
    String status = gateway.status("custom");
    assertTrue(status, status.contains("counting"));
    bystander.check();

    gateway.deploy(JAR, Jars.extension(1));
    gateway.awaitLines("out/custom.txt", rows(20, 20, 1));
    assertEquals("running", gateway.state("custom"));
    bystander.check();

    gateway.deploy(JAR, Jars.extension(2));
    gateway.await(
        "edition 2", () -> extension() != null && extension().getVersion().getMajor() == 2);
    gateway.deploy("custom.yaml", custom(40));
    gateway.awaitLines("out/custom.txt", rows(20, 40, 1));
    bystander.check();

    byte[] good = Jars.extension(2);
    byte[] half = new byte[good.length / 2];
    System.arraycopy(good, 0, half, 0, half.length);
    gateway.deploy(JAR, half);
    gateway.await("the damage", () -> gateway.status("--json").contains(JAR));
    assertEquals(Bundle.ACTIVE, extension().getState());
    assertEquals("running", gateway.state("custom"));
    bystander.check();

    gateway.remove(JAR);
    gateway.await("custom to wait", () -> gateway.state("custom").equals("waiting"));
    assertEquals(null, extension());
    bystander.check();

    gateway.deploy(JAR, good);
    gateway.deploy("custom.yaml", custom(50));
    gateway.awaitLines("out/custom.txt", rows(20, 50, 1));
    bystander.check();
    gateway.remove("custom.yaml");
    gateway.await("custom to go", () -> gateway.state("custom").isEmpty());
    gateway.remove(JAR);
    gateway.await("the bundle to go", () -> extension() == null);
    bystander.check();
  }

  @Test
  public void shouldLetGoOfTheClassesOfABundleThatWasUpdated() throws IOException {
    Gateway gateway = new Gateway(context);
    gateway.deploy("letting-go.jar", Jars.extension(3));
    String name = "pipeline: letting-go";
    gateway.deploy(
        "letting-go.yaml",
        custom(5).replace("pipeline: custom", name).replace("custom.txt", "letting-go.txt"));
    gateway.await("five rows", () -> gateway.lines("out/letting-go.txt").size() == 5);
    WeakReference<ClassLoader> before = loader();
    gateway.deploy("letting-go.jar", Jars.extension(4));
    gateway.await(
        "edition 4", () -> extension() != null && extension().getVersion().getMajor() == 4);
    gateway.await("running again", () -> gateway.state("letting-go").equals("running"));
    gateway.await(
        "the old class loader to be collected",
        () -> {
          System.gc();
          return before.get() == null;
        });
    gateway.remove("letting-go.yaml");
    gateway.remove("letting-go.jar");
    gateway.await("the bundle to go", () -> extension() == null);
  }

  @Test
  public void shouldTakeTheNewFunctionOfABundleWhoseVersionIsTheSame() throws IOException {
    Gateway gateway = new Gateway(context);
    gateway.append("in/words.jsonl", "{\"word\": \"a\"}\n");
    gateway.deploy("words.jar", Jars.extension(5, "5.0.0"));
    gateway.deploy("words.yaml", WORDS);
    gateway.awaitLines("out/words.jsonl", List.of("{\"word\":\"A5\"}"));
    Thread before = thread("words");
    gateway.deploy("words.jar", Jars.extension(6, "5.0.0"));
    gateway.await("the new bundle", () -> edition().equals("6"));
    gateway.await(
        "the pipeline to begin anew", () -> thread("words") != null && thread("words") != before);
    gateway.append("in/words.jsonl", "{\"word\": \"b\"}\n");
    gateway.awaitLines("out/words.jsonl", List.of("{\"word\":\"A5\"}", "{\"word\":\"B6\"}"));
    gateway.remove("words.yaml");
    gateway.remove("words.jar");
    gateway.await("the bundle to go", () -> extension() == null);
  }

  @Test
  public void shouldKeepTheStatesOfAFunctionOverAnUpdateOfItsBundle() throws IOException {
    Gateway gateway = new Gateway(context);
    gateway.append("in/tally.jsonl", "{\"word\": \"a\"}\n{\"word\": \"a\"}\n");
    gateway.deploy("tally.yaml", TALLY);
    gateway.await("tally to wait", () -> gateway.state("tally").equals("waiting"));
    gateway.deploy("tally.jar", Jars.extension(7));
    gateway.awaitLines("out/tally.jsonl", List.of(tally("a", 1, 7), tally("a", 2, 7)));

    Thread before = thread("tally");
    gateway.deploy("tally.jar", Jars.extension(8));
    gateway.await(
        "edition 8", () -> extension() != null && extension().getVersion().getMajor() == 8);
    gateway.await(
        "the pipeline to begin anew", () -> thread("tally") != null && thread("tally") != before);
    gateway.append("in/tally.jsonl", "{\"word\": \"b\"}\n{\"word\": \"a\"}\n");
    gateway.awaitLines(
        "out/tally.jsonl",
        List.of(tally("a", 1, 7), tally("a", 2, 7), tally("b", 1, 8), tally("a", 3, 8)));
    gateway.remove("tally.yaml");
    gateway.remove("tally.jar");
    gateway.await("the bundle to go", () -> extension() == null);
  }

  private static String tally(String word, int n, int edition) {
    return "{\"word\":\"%s\",\"n\":%d,\"edition\":\"%d\"}".formatted(word, n, edition);
  }

  @Test
  public void shouldRunThePipelineThatABundleBrings() throws IOException {
    Gateway gateway = new Gateway(context);
    gateway.append("in/counts.jsonl", "{\"word\": \"a\"}\n");
    gateway.deploy("counts.jar", Jars.withPipeline(9));
    gateway.awaitLines("out/counts.txt", List.of("1 {\"word\":\"a\",\"n\":1}"));
    String origin = "io.weir.itests.extension~io.weir.itests.extension.CountsPipeline";
    String status = gateway.status("counts");
    assertTrue(status, status.contains("counts 9.0.0") && status.contains("from " + origin));

    gateway.deploy("clash.yaml", WORDS.replace("pipeline: words", "pipeline: counts"));
    gateway.await("the clash", () -> gateway.status("--json").contains("declares too"));
    assertTrue(gateway.status("counts").contains("from " + origin));
    gateway.remove("clash.yaml");

    gateway.deploy("counts.jar", Jars.withPipeline(10));
    gateway.await("edition 10", () -> gateway.status("counts").contains("counts 10.0.0"));
    gateway.append("in/counts.jsonl", "{\"word\": \"a\"}\n");
    gateway.awaitLines(
        "out/counts.txt", List.of("1 {\"word\":\"a\",\"n\":1}", "2 {\"word\":\"a\",\"n\":2}"));

    gateway.remove("counts.jar");
    gateway.await("its end", () -> gateway.state("counts").isEmpty());
    gateway.await("its data to go", () -> !Files.exists(gateway.file("data/pipelines/counts")));
  }

  /** What the function that is a service now adds. */
  private String edition() {
    ServiceReference<FunctionType> reference = context.getServiceReference(FunctionType.class);
    FunctionType function = reference == null ? null : context.getService(reference);
    return function == null ? "" : String.valueOf(function.call(new Object[] {""}));
  }

  private static Thread thread(String pipeline) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(each -> each.getName().equals("weir-" + pipeline))
        .findFirst()
        .orElse(null);
  }

  private WeakReference<ClassLoader> loader() {
    return new WeakReference<>(extension().adapt(BundleWiring.class).getClassLoader());
  }

  private Bundle extension() {
    for (Bundle bundle : context.getBundles()) {
      if ("io.weir.itests.extension".equals(bundle.getSymbolicName())) {
        return bundle;
      }
    }
    return null;
  }

  private static String custom(int upto) {
    return CUSTOM.replace("UPTO", Integer.toString(upto));
  }

  /** Each number once, in order, in the words of the edition that was there. */
  private static List<String> rows(int ofFirst, int upto, int first) {
    return IntStream.rangeClosed(1, upto)
        .mapToObj(n -> "%d {\"word\":\"N%d/%d\"}".formatted(n, n, n <= ofFirst ? first : first + 1))
        .toList();
  }

  /** A pipeline that must not notice anything. */
  private static final class Bystander {

    private final Gateway gateway;
    private final Thread thread;
    private long commits;

    Bystander(Gateway gateway) {
      this.gateway = gateway;
      this.thread = thread("bystander");
      assertNotNull(thread);
    }

    /** The same thread, the same count of commits going on, and every number once, in order. */
    void check() {
      assertSame(thread, thread("bystander"));
      long now = gateway.commits("bystander");
      assertTrue(commits + " commits before, now " + now, now > commits);
      commits = now;
      gateway.await("further commits", () -> gateway.commits("bystander") > now);
      List<String> expected = new ArrayList<>();
      List<String> found = gateway.lines("out/bystander.jsonl");
      for (int i = 0; i < found.size(); i++) {
        expected.add("{\"value\":" + i + "}");
      }
      assertEquals(expected, found);
    }
  }
}
