package io.weir.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.weir.pipeline.BackPressure;
import io.weir.pipeline.Restarts;
import io.weir.pipeline.TypeRegistry;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

/** Runs classes of tests on the platform of JUnit and looks at what they say. */
class WeirPipelineTest {

  private static final String EVEN = "src/test/pipelines/even.yaml";
  private static final String SPREAD = "src/test/pipelines/spread.yaml";

  @Test
  void shouldOpenAPipelineForEachTest() {
    Passing.seen.clear();

    run(Passing.class).testEvents().assertStatistics(all -> all.started(3).succeeded(3));

    assertThat(Passing.seen).hasSize(3);
    assertThat(Passing.seen).allSatisfy(WeirPipelineTest::assertClosed);
  }

  @WeirPipeline(EVEN)
  static class Passing {

    static final Set<PipelineHarness> seen = new HashSet<>();

    @BeforeEach
    void send(PipelineHarness even) {
      even.send("r", "{\"v\":2}");
    }

    @RepeatedTest(2)
    void shouldTakeTheSameInAllMethods(PipelineHarness even) {
      even.send("r", "{\"v\":3}", "{\"v\":4}");
    }

    @Test
    void shouldTakeAnotherBeside(
        PipelineHarness even,
        @WeirPipeline("src/test/../test/pipelines/even.yaml") PipelineHarness other) {
      even.send("r", "{\"v\":4}");
      assertThat(other.rows("out")).isEmpty();
    }

    @AfterEach
    void look(PipelineHarness even) {
      assertThat(even.rows("out")).containsExactly("{\"v\":2}", "{\"v\":4}");
      seen.add(even);
    }
  }

  @Test
  void shouldTakeTheNearestAnnotation() {
    run(Outer.class, Outer.Inner.class, Outer.Plain.class)
        .testEvents()
        .assertStatistics(all -> all.started(4).succeeded(4));
  }

  @WeirPipeline(EVEN)
  static class Outer {

    @RegisterExtension
    static final WeirExtension weir = new WeirExtension().types(types()).env("HOST", "nowhere");

    @Test
    @WeirPipeline(SPREAD)
    void shouldTakeThatOfTheMethod(PipelineHarness spread) {
      spread.send("r", "{\"t\":1,\"v\":1}", "{\"t\":2,\"v\":3.5}").finish();
      assertThat(spread.rows("out")).containsExactly("{\"spread\":2.5}");
    }

    @Test
    void shouldTakeThatOfTheParameter(@WeirPipeline(SPREAD) PipelineHarness spread) {
      assertThat(spread.finish().rows("out")).isEmpty();
    }

    @Nested
    @WeirPipeline(SPREAD)
    class Inner {

      /** A field of the instance, and of the nested class alone. */
      @RegisterExtension final WeirExtension own = weir.env("HOST", "elsewhere");

      @Test
      void shouldTakeThatOfTheNestedClass(PipelineHarness spread) {
        assertThat(spread.finish().rows("out")).isEmpty();
      }
    }

    @Nested
    class Plain {

      @Test
      void shouldTakeThatOfTheOuterClass(PipelineHarness even) {
        assertThat(even.send("r", "{\"v\":6}").rows("out")).containsExactly("{\"v\":6}");
      }
    }
  }

  @Test
  void shouldRunInEveryWay() {
    Ways.restarts.clear();

    EngineExecutionResults results = run(Ways.class);

    assertThat(
            results
                .testEvents()
                .succeeded()
                .map(event -> event.getTestDescriptor().getDisplayName()))
        .containsExactly(
            "shouldHold(PipelineHarness)",
            "shouldHold(PipelineHarness), restarts: every record",
            "shouldHold(PipelineHarness), back-pressure",
            "shouldHold(PipelineHarness), restarts: every record, back-pressure");
    assertThat(Ways.restarts).containsExactly(0, 1, 0, 1);
  }

  @WeirPipeline(SPREAD)
  static class Ways {

    static final List<Integer> restarts = new ArrayList<>();

    private final RangeAggregate aggregate = new RangeAggregate();

    @RegisterExtension
    final WeirExtension weir =
        new WeirExtension()
            .types(types(aggregate))
            .env("HOST", "nowhere")
            .restarts(Restarts.random(1))
            .backPressure(BackPressure.ALTERNATE);

    @EveryWay
    void shouldHold(PipelineHarness spread) {
      spread.send("r", "{\"t\":1,\"v\":1}", "{\"t\":2,\"v\":3.5}");
      restarts.add(aggregate.reads());
      assertThat(spread.finish().rows("out")).containsExactly("{\"spread\":2.5}");
    }
  }

  @Test
  void shouldRestartWhereTheExtensionSays() {
    run(Restarted.class).testEvents().assertStatistics(all -> all.started(1).succeeded(1));
  }

  @WeirPipeline(SPREAD)
  static class Restarted {

    private final RangeAggregate aggregate = new RangeAggregate();

    @RegisterExtension
    final WeirExtension weir =
        new WeirExtension().types(types(aggregate)).env("HOST", "a").restarts(Restarts.every(1));

    @Test
    void shouldReadTheState(PipelineHarness spread) {
      spread.send("r", "{\"t\":1,\"v\":1}", "{\"t\":2,\"v\":3.5}");
      assertThat(aggregate.reads()).isEqualTo(1);
    }
  }

  @Test
  void shouldTellOfTheRecordsWhenATestFails() {
    EngineExecutionResults results = run(Failing.class);

    String report =
        """
        fates:
          source r: 1 quarantined, 1 accepted
          query q: 1 filtered
        quarantined:
          source r: v: found "two", expected a long"""
            .stripIndent();
    assertThat(failures(results))
        .singleElement()
        .satisfies(
            failure -> {
              assertThat(failure).isInstanceOf(AssertionError.class).hasMessage("mine");
              assertThat(failure.getSuppressed())
                  .singleElement()
                  .asString()
                  .startsWith("io.weir.testkit.PipelineReport: " + EVEN + "\n" + report);
            });
    assertThat(
            results.testEvents().reportingEntryPublished().stream()
                .map(event -> event.getRequiredPayload(ReportEntry.class)))
        .singleElement()
        .satisfies(
            entry ->
                assertThat(entry.getKeyValuePairs().get("pipeline " + EVEN)).startsWith(report));
    assertThat(Failing.seen).allSatisfy(WeirPipelineTest::assertClosed);
  }

  @WeirPipeline(EVEN)
  static class Failing {

    static final Set<PipelineHarness> seen = new HashSet<>();

    @Test
    void shouldFail(PipelineHarness even) {
      seen.add(even.send("r", "{\"v\":\"two\"}", "{\"v\":1}"));
      throw new AssertionError("mine");
    }
  }

  @Test
  void shouldTellWhatIsWrongWithAnAnnotation() {
    assertThat(failures(run(Wrong.class)))
        .extracting(Throwable::getMessage)
        .satisfiesExactlyInAnyOrder(
            message ->
                assertThat(message)
                    .contains("parameter 1 of Wrong.missing: @WeirPipeline(\"nowhere.yaml\")")
                    .contains("nowhere.yaml:1:1: file is not there"),
            message -> assertThat(message).contains("pom.xml:14:13: not valid YAML"),
            message ->
                assertThat(message)
                    .contains("parameter 2 of Wrong.second: no pipeline is named")
                    .contains("expected @WeirPipeline(\"FILE\")"),
            message ->
                assertThat(message)
                    .contains("parameter 1 of Wrong.missingType: @WeirPipeline(")
                    .contains("spread.yaml:5"));
  }

  static class Wrong {

    @Test
    void missing(@WeirPipeline("nowhere.yaml") PipelineHarness even) {}

    @Test
    void noPipeline(@WeirPipeline("pom.xml") PipelineHarness even) {}

    @Test
    void second(@WeirPipeline(EVEN) PipelineHarness even, PipelineHarness other) {}

    @Test
    @WeirPipeline(SPREAD)
    void missingType(PipelineHarness spread) {}
  }

  @Test
  void shouldTellThatNoPipelineIsNamed() {
    assertThat(failures(run(Unnamed.class)))
        .hasSize(5)
        .extracting(Throwable::getMessage)
        .allSatisfy(
            message ->
                assertThat(message)
                    .startsWith("parameter 1 of Unnamed.")
                    .contains("no pipeline is named; expected @WeirPipeline("));
  }

  static class Unnamed {

    @RegisterExtension static final WeirExtension weir = new WeirExtension();

    @Test
    void unnamed(PipelineHarness even) {}

    @EveryWay
    void everyWay(PipelineHarness even) {}
  }

  @Test
  void shouldRefuseAPipelineForMoreThanATest() {
    assertThat(failures(run(Constructed.class)))
        .singleElement()
        .satisfies(
            failure ->
                assertThat(failure)
                    .hasMessageContaining("a pipeline is opened for each test; expected it as"));
  }

  @WeirPipeline(EVEN)
  static class Constructed {

    Constructed(PipelineHarness even) {}

    @Test
    void constructed() {}
  }

  @Test
  void shouldRefuseTwoExtensions() {
    assertThat(failures(run(Twice.class)))
        .singleElement()
        .satisfies(
            failure ->
                assertThat(failure)
                    .hasMessageContaining("has two extensions of type WeirExtension"));
  }

  @WeirPipeline(EVEN)
  static class Twice {

    @RegisterExtension static final WeirExtension first = new WeirExtension().env("A", "1");

    @RegisterExtension static final WeirExtension second = new WeirExtension().env("A", "2");

    @Test
    void twice(PipelineHarness even) {}
  }

  private static TypeRegistry types() {
    return types(new RangeAggregate());
  }

  private static TypeRegistry types(RangeAggregate aggregate) {
    return TypeRegistry.builder().aggregate(aggregate, "1").all(TypeRegistry.load()).build();
  }

  private static EngineExecutionResults run(Class<?>... classes) {
    EngineTestKit.Builder builder = EngineTestKit.engine("junit-jupiter");
    for (Class<?> type : classes) {
      builder.selectors(selectClass(type));
    }
    return builder.execute();
  }

  private static List<Throwable> failures(EngineExecutionResults results) {
    return results.allEvents().failed().stream()
        .map(event -> event.getRequiredPayload(TestExecutionResult.class))
        .map(result -> result.getThrowable().orElseThrow())
        .collect(Collectors.toUnmodifiableList());
  }

  private static void assertClosed(PipelineHarness harness) {
    assertThatThrownBy(() -> harness.send("r", "{\"v\":2}"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("the pipeline is closed");
  }
}
