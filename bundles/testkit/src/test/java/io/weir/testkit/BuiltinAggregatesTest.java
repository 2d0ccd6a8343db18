package io.weir.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.operators.function.FunctionDoc;
import io.weir.operators.function.Functions;
import io.weir.pipeline.Pipeline;
import io.weir.pipeline.PipelineException;
import io.weir.pipeline.PipelineFile;
import io.weir.pipeline.TypeRegistry;
import io.weir.pipeline.Variables;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Every aggregate that Weir brings, in sliding and session windows: the same rows when the input is
 * cut after every record, and when it is restarted after every record.
 */
class BuiltinAggregatesTest {

  private static final int RECORDS = 60;
  private static final long SEED = 11;
  private static final List<String> FORMS =
      List.of(
          "%s(v)",
          "%s(n)",
          "%s(b)",
          "%s(k)",
          "%s(t)",
          "%s(v > 5)",
          "%s(v, n)",
          "%s(n, v)",
          "%s(v, t)",
          "%s(v, 0.5)",
          "%s(v, 0.5, 100)",
          "%s(0.5) WITHIN GROUP (ORDER BY v)");

  @Test
  void shouldGiveTheSameRowsHoweverTheInputIsCutAndRestarted() throws Exception {
    String queries = queries();
    Pipeline pipeline = read(queries);
    List<String> records = records();

    assertThat(queries.lines().count()).as("%s", queries).isGreaterThan(60);
    Map<String, List<String>> whole = run(pipeline, records, false, false);
    assertThat(run(pipeline, records, true, false)).as("cut, seed %d", SEED).isEqualTo(whole);
    assertThat(run(pipeline, records, false, true)).as("restarted").isEqualTo(whole);
    assertThat(whole.get("sliding").size() + whole.get("sessions").size()).isGreaterThan(20);
  }

  /** One column for each way to call each aggregate. */
  private static String queries() {
    StringBuilder calls = new StringBuilder("count(*) AS c0");
    TreeSet<String> names = new TreeSet<>();
    for (FunctionDoc function : Functions.describe()) {
      if (Functions.builtin().isAggregate(function.name())) {
        names.add(function.name());
      }
    }
    int column = 1;
    for (String name : names) {
      for (String form : FORMS) {
        String call = form.formatted(name);
        if (compiles(call + " AS x")) {
          calls.append(",\n        ").append(call).append(" AS c").append(column++);
        }
      }
      assertThat(calls.toString()).as("a way to call %s", name).contains(name + "(");
    }
    return calls.toString();
  }

  private static boolean compiles(String call) {
    try {
      read(call);
      return true;
    } catch (PipelineException e) {
      return false;
    }
  }

  private static Pipeline read(String calls) throws PipelineException {
    String yaml =
        """
        pipeline: aggregates
        sources:
          r:
            type: rate
            schema: {k: string, t: timestamp, v: double, n: long, b: boolean}
            event-time: t
            watermark: 3s
        queries:
          slid:
            sql: |
              SELECT k, window.start AS at,
              %1$s
              FROM r GROUP BY window(t, '6 seconds', '2 seconds'), k
          met:
            sql: |
              SELECT k, session_window.start AS at,
              %1$s
              FROM r GROUP BY session_window(t, '1 seconds'), k
        sinks:
          sliding: {type: console, from: slid}
          sessions: {type: console, from: met}
        """
            .formatted(calls);
    return PipelineFile.read(
        "aggregates.yaml", yaml, Path.of("."), TypeRegistry.load(), Variables.of(Map.of(), "test"));
  }

  private static List<String> records() {
    Random random = new Random(SEED);
    List<String> records = new ArrayList<>();
    for (int i = 0; i < RECORDS; i++) {
      records.add(
          "{\"k\":\"%c\",\"t\":%d,\"v\":%s,\"n\":%s,\"b\":%s}"
              .formatted(
                  '0' + random.nextInt(2),
                  i * 300 + random.nextInt(3000),
                  random.nextInt(8) == 0 ? "null" : random.nextInt(640) / 64.0 + "",
                  random.nextInt(8) == 0 ? "null" : random.nextInt(5) + "",
                  random.nextInt(8) == 0 ? "null" : random.nextBoolean() + ""));
    }
    return records;
  }

  private static Map<String, List<String>> run(
      Pipeline pipeline, List<String> records, boolean cutting, boolean restarting) {
    try (PipelineHarness harness = PipelineHarness.open(pipeline)) {
      for (String record : records) {
        harness.send("r", record);
        if (cutting) {
          harness.rows("sliding");
        }
        if (restarting) {
          harness.restart();
        }
      }
      harness.finish();
      assertThat(harness.summary().quarantined()).isEmpty();
      return Map.of("sliding", harness.rows("sliding"), "sessions", harness.rows("sessions"));
    }
  }
}
