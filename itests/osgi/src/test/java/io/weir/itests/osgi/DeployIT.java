package io.weir.itests.osgi;

import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Dictionary;
import java.util.List;
import java.util.Map;
import javax.inject.Inject;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** Pipeline files dropped into a running gateway, changed, broken and removed. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class DeployIT {

  private static final String PIPELINE =
      """
      pipeline: NAME
      version: VERSION
      commit: 50ms
      sources:
        readings:
          type: file
          path: ../in/NAME.jsonl
          follow: true
          interval: 20ms
          format: json
          schema: {device: string, ts: timestamp, temp: double}
          event-time: ts
      tables:
        priorities:
          type: csv
          path: ../in/priorities.csv
          key: [device]
          schema: {device: string, priority: int}
      queries:
        hot:
          sql: |
            SELECT window.start AS start, r.device, count(*) AS n, max(temp) AS peak
            FROM readings r JOIN priorities p ON r.device = p.device
            WHERE p.priority >= 3
            GROUP BY window(ts, '10 seconds'), r.device
      sinks:
        up: {type: file, from: hot, path: ../out/NAME.jsonl, format: json, id: none}
      """;
  private static final String FIRST_WINDOW =
      "{\"start\":\"1970-01-01T00:00:00.000Z\",\"device\":\"a\",\"n\":3,\"peak\":21.5}";
  private static final String SECOND_WINDOW =
      "{\"start\":\"1970-01-01T00:00:10.000Z\",\"device\":\"a\",\"n\":1,\"peak\":5.0}";

  private static final String PROBLEM = "\"broken.yaml\":"; // a key among the problems

  @Inject private BundleContext context;
  @Inject private ConfigurationAdmin admin;

  @org.ops4j.pax.exam.Configuration
  public Option[] container() throws IOException {
    return Container.options(DeployIT.class);
  }

  @Test
  public void shouldRunWhatIsDroppedAndForgetWhatIsTakenAway() throws IOException {
    Gateway gateway = gateway("passing");
    gateway.append("in/passing.jsonl", record("a", 1, 20) + record("b", 2, 90));
    deploy(gateway, "passing", "1.0.0");
    gateway.append("in/passing.jsonl", record("a", 3, 21.5) + record("a", 4, 1));
    gateway.append("in/passing.jsonl", record("a", 10, 5));
    gateway.awaitLines("out/passing.jsonl", List.of(FIRST_WINDOW));
    assertTrue(Files.exists(gateway.file("data/pipelines/passing")));

    gateway.remove("passing.yaml");
    gateway.await("its end", () -> gateway.state("passing").isEmpty());
    gateway.await("its data to go", () -> !Files.exists(gateway.file("data/pipelines/passing")));
    assertFalse(gateway.status("--json"), gateway.status("--json").contains("passing"));
  }

  @Test
  public void shouldKeepTheStateOfAPipelineThatIsChangedInPlace() throws IOException {
    Gateway gateway = gateway("changed");
    gateway.append("in/changed.jsonl", record("a", 1, 20) + record("a", 2, 21.5));
    deploy(gateway, "changed", "1.0.0");
    gateway.await("two records", () -> gateway.accepted("changed") == 2);

    String other = PIPELINE.replace("commit: 50ms", "commit: 20ms");
    gateway.deploy("changed.yaml", named(other, "changed", "1.1.0"));
    gateway.await("version 1.1.0", () -> version(gateway, "changed", "1.1.0"));
    gateway.append("in/changed.jsonl", record("a", 3, 1) + record("a", 10, 5));

    // Three records in the window: two from before the change.
    gateway.awaitLines("out/changed.jsonl", List.of(FIRST_WINDOW));
    gateway.await("four records", () -> gateway.accepted("changed") == 4);
  }

  @Test
  public void shouldLeaveTheLastGoodVersionWhereAFileIsBroken() throws IOException {
    Gateway gateway = gateway("broken");
    gateway.append("in/broken.jsonl", record("a", 1, 20) + record("a", 2, 21.5));
    deploy(gateway, "broken", "1.0.0");
    gateway.await("two records", () -> gateway.accepted("broken") == 2);

    gateway.deploy("broken.yaml", named(PIPELINE, "broken", "1.1.0").replace("temp)", "tmep)"));
    gateway.await("the error", () -> gateway.status("--json").contains("tmep"));
    String status = gateway.status("--json");
    assertTrue(status, status.contains(PROBLEM));
    gateway.append("in/broken.jsonl", record("a", 3, 1) + record("a", 10, 5));
    gateway.awaitLines("out/broken.jsonl", List.of(FIRST_WINDOW));

    gateway.deploy("broken.yaml", ": no YAML [");
    gateway.await("another error", () -> !gateway.status("--json").contains("tmep"));
    gateway.append("in/broken.jsonl", record("a", 20, 5));
    gateway.awaitLines("out/broken.jsonl", List.of(FIRST_WINDOW, SECOND_WINDOW));

    gateway.deploy("broken.yaml", named(PIPELINE, "broken", "1.2.0"));
    gateway.await("version 1.2.0", () -> version(gateway, "broken", "1.2.0"));
    gateway.await("no error", () -> !gateway.status("--json").contains(PROBLEM));
  }

  @Test
  public void shouldRunAPipelineOfAConfiguration() throws IOException {
    Gateway gateway = gateway("configured");
    gateway.append("in/configured.jsonl", record("a", 1, 20) + record("a", 2, 21.5));
    Configuration configuration = admin.getFactoryConfiguration("io.weir.pipeline", "here", "?");
    configuration.update(properties(named(PIPELINE, "configured", "1.0.0")));
    gateway.await("two records", () -> gateway.accepted("configured") == 2);

    configuration.update(properties(named(PIPELINE, "configured", "1.1.0")));
    gateway.await("version 1.1.0", () -> version(gateway, "configured", "1.1.0"));
    gateway.append("in/configured.jsonl", record("a", 3, 1) + record("a", 10, 5));
    gateway.awaitLines("out/configured.jsonl", List.of(FIRST_WINDOW));

    configuration.delete();
    gateway.await("its end", () -> gateway.state("configured").isEmpty());
    gateway.await("its data to go", () -> !Files.exists(gateway.file("data/pipelines/configured")));
  }

  private static Dictionary<String, Object> properties(String pipeline) {
    return FrameworkUtil.asDictionary(Map.of("pipeline", pipeline));
  }

  private Gateway gateway(String name) throws IOException {
    Gateway gateway = new Gateway(context);
    Files.writeString(gateway.file("in/priorities.csv"), "device,priority\na,5\nb,1\n");
    Files.writeString(gateway.file("in/" + name + ".jsonl"), "");
    return gateway;
  }

  private static void deploy(Gateway gateway, String name, String version) throws IOException {
    gateway.deploy(name + ".yaml", named(PIPELINE, name, version));
    gateway.await(name + " to run", () -> gateway.state(name).equals("running"));
  }

  private static String named(String pipeline, String name, String version) {
    return pipeline.replace("NAME", name).replace("VERSION", version);
  }

  private static boolean version(Gateway gateway, String name, String version) {
    String status = gateway.status(name + " --json");
    return status.contains("\"version\":\"" + version + "\"")
        && status.contains("\"state\":\"running\"");
  }

  private static String record(String device, int second, double temp) {
    return "{\"device\": \"%s\", \"ts\": %d, \"temp\": %s}\n"
        .formatted(device, second * 1000L, temp);
  }
}
