package io.weir.testkit;

import io.weir.pipeline.Pipeline;
import io.weir.pipeline.RunException;
import io.weir.pipeline.RunSummary;
import io.weir.pipeline.VirtualRun;
import io.weir.pipeline.VirtualSteps;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Drives a pipeline in a test: hands records to its sources, moves the time, changes tables,
 * restarts, and reads the rows of its sinks. Time is virtual and nothing connects, whatever the
 * types of sources and sinks are. In a test of JUnit 5 {@link WeirPipeline} opens and closes it.
 *
 * <pre>{@code
 * try (PipelineHarness pipeline = PipelineHarness.open(hot)) {
 *   pipeline.send("readings", "{\"device\":\"press-1\",\"ts\":1000,\"temp\":71.5}");
 *   pipeline.restart();
 *   pipeline.finish();
 *   assertThat(pipeline.rows("upstream")).containsExactly("{\"device\":\"press-1\",\"n\":1}");
 * }
 * }</pre>
 *
 * <p>Names that are wrong and tables that are refused throw {@link IllegalArgumentException}; after
 * {@link #close} everything throws {@link IllegalStateException}.
 *
 * <p>Thread: one at a time.
 */
public final class PipelineHarness implements AutoCloseable {

  private final VirtualSteps steps;
  private final Map<String, Integer> taken = new HashMap<>();
  private boolean closed;

  private PipelineHarness(VirtualSteps steps) {
    this.steps = steps;
  }

  /**
   * Opens a pipeline.
   *
   * @param pipeline checked
   * @return a harness that the caller closes
   */
  public static PipelineHarness open(Pipeline pipeline) {
    return open(VirtualRun.of(pipeline));
  }

  /**
   * Opens a pipeline with a start, first versions of tables, restarts between the records or
   * back-pressure of the test's own.
   *
   * @param run which those were given
   * @return a harness that the caller closes
   */
  public static PipelineHarness open(VirtualRun run) {
    return orRefuse(() -> new PipelineHarness(run.begin()));
  }

  /**
   * Hands records to a source. The time moves to their event time, if that is later.
   *
   * @param source its name
   * @param records in the source's format, each as a message of a broker would be
   * @return this
   */
  public PipelineHarness send(String source, String... records) {
    for (String record : records) {
      send(source, record.getBytes(StandardCharsets.UTF_8), null);
    }
    return this;
  }

  /**
   * Hands a record to a source.
   *
   * @param source its name
   * @param record in the source's format
   * @param topic where it came from; null for none
   * @return this
   */
  public PipelineHarness send(String source, byte[] record, @Nullable String topic) {
    run(() -> steps.record(source, record, topic));
    return this;
  }

  /**
   * Moves the time on, which fires triggers on the way. Windows close by the event times of records
   * alone.
   *
   * @param time not before the time now, else nothing happens
   * @return this
   */
  public PipelineHarness advanceTo(Instant time) {
    run(() -> steps.advanceTo(time));
    return this;
  }

  /**
   * Puts a version of a table in force, for all records to come.
   *
   * @param table its name
   * @param content as its file would hold it
   * @return this
   */
  public PipelineHarness table(String table, String content) {
    run(() -> steps.table(table, content.getBytes(StandardCharsets.UTF_8)));
    return this;
  }

  /**
   * Takes a checkpoint, throws everything away, and starts from the checkpoint, as a gateway does.
   * Nothing that the pipeline gives may change by it.
   *
   * @return this
   */
  public PipelineHarness restart() {
    run(steps::restart);
    return this;
  }

  /**
   * Throws everything away, starts from the last checkpoint, or from nothing if there is none, and
   * replays what came since, as a gateway does after a crash. Nothing that the pipeline gives may
   * change by it.
   *
   * @return this
   */
  public PipelineHarness crash() {
    run(steps::crash);
    return this;
  }

  /**
   * Ends the input, which closes every window.
   *
   * @return this
   */
  public PipelineHarness finish() {
    run(steps::finish);
    return this;
  }

  /**
   * The rows that a sink was given so far, after it took all that waited.
   *
   * @param sink its name
   * @return in order, each in the sink's format, without {@code _id}
   */
  public List<String> rows(String sink) {
    return get(() -> steps.rows(sink));
  }

  /**
   * The rows that a sink was given since this was last asked.
   *
   * @param sink its name; not one of a query in output mode complete, whose rows are replaced
   * @return in order, each in the sink's format, without {@code _id}
   */
  public List<String> newRows(String sink) {
    List<String> rows = rows(sink);
    int before = taken.getOrDefault(sink, 0);
    taken.put(sink, rows.size());
    return rows.subList(Math.min(before, rows.size()), rows.size());
  }

  /**
   * What became of every record so far, with the reasons of those in quarantine.
   *
   * @return a copy
   */
  public RunSummary summary() {
    return get(steps::summary);
  }

  /** Frees everything. Once is enough; afterwards nothing else may be called. */
  @Override
  public void close() {
    if (!closed) {
      run(steps::close);
      closed = true;
    }
  }

  /** Something that a run in virtual time does. */
  private interface Step {
    void run() throws RunException, IOException;
  }

  /** Something that it tells. */
  private interface Question<T> {
    T get() throws RunException, IOException;
  }

  private void run(Step step) {
    get(
        () -> {
          step.run();
          return "";
        });
  }

  private <T> T get(Question<T> question) {
    if (closed) {
      throw new IllegalStateException("the pipeline is closed: a harness is for one test");
    }
    return orRefuse(question);
  }

  private static <T> T orRefuse(Question<T> question) {
    try {
      return question.get();
    } catch (RunException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
