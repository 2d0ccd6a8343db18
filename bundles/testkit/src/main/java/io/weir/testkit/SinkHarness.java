package io.weir.testkit;

import io.weir.api.connector.Sink;
import io.weir.api.connector.SinkType;
import io.weir.api.data.Schema;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Shows that a sink keeps the law of {@link Sink}. A gateway may stop at any time and delivers
 * again from the first row that it does not know to be confirmed; the harness does what the engine
 * does, with a target of the test's own, and stops everywhere:
 *
 * <ul>
 *   <li>every row is encoded again, by another instance that is not started, at another time, with
 *       and without an id: the bytes are the same, and stand behind those that were there;
 *   <li>the instance is closed after each row, flushed or not, and the next one starts from the
 *       last confirmation, from one before it, or from none: the target ends up with all rows in
 *       order, and has every row that was confirmed when it is closed;
 *   <li>rows that are refused are offered again; the bytes of a row are gone when {@code deliver}
 *       returns;
 *   <li>confirmations never run backwards or ahead, and come for all rows once they are flushed;
 *   <li>no call blocks or throws, nothing happens before {@code start}, and two pipelines with a
 *       sink of the type do not hear of each other.
 * </ul>
 *
 * <pre>{@code
 * SinkHarness.of(new PanelType(), Schema.of(Field.of("celsius", DataType.DOUBLE)), run -> panel(run))
 *     .row(21.5)
 *     .row(22.0)
 *     .expect("{\"celsius\":22.0}");
 * }</pre>
 *
 * <p>Rows are encoded as JSON objects; the pipeline of run 7 is called {@code run-7}, and the sink
 * by its type. Threads of the sink run in real time; the clock of its context stands still, and
 * moves on by 100 ms whenever there is nothing to do. What breaks the law is an {@link
 * AssertionError} that quotes the sentence and lists the calls that were made.
 *
 * <p>Thread: one at a time.
 */
public final class SinkHarness {

  /**
   * Where a sink under test writes.
   *
   * @param options with which it writes there, in YAML as below {@code type:} in a pipeline file,
   *     such as {@code path: out.txt}
   * @param rows tells what the target has, one text a row; none when there is nothing yet
   */
  public record Target(String options, Callable<List<String>> rows) {}

  /** Makes targets. */
  @FunctionalInterface
  public interface Targets {

    /**
     * Makes an empty target, for one run.
     *
     * @param run 1, 2, 3, …
     * @return a target that no other run has
     * @throws Exception if it cannot be made
     */
    Target open(int run) throws Exception;
  }

  private final SinkType type;
  private final Schema schema;
  private final Targets targets;
  private final List<List<@Nullable Object>> rows = new ArrayList<>();
  private boolean exactlyOnce;
  private Duration patience = Duration.ofSeconds(10);
  private long seed = 1;

  private SinkHarness(SinkType type, Schema schema, Targets targets) {
    this.type = type;
    this.schema = schema;
    this.targets = targets;
  }

  /**
   * A harness for a sink.
   *
   * @param type makes it
   * @param schema the columns of its rows
   * @param targets where it writes
   * @return without rows
   */
  public static SinkHarness of(SinkType type, Schema schema, Targets targets) {
    return new SinkHarness(type, schema, targets);
  }

  /**
   * Adds a row. The rows must differ in the target.
   *
   * @param values one a column, as {@link io.weir.api.data.Column#value} gives them; null for null
   * @return this
   */
  public SinkHarness row(@Nullable Object... values) {
    if (values.length != schema.size()) {
      throw new IllegalArgumentException(
          "found %d values, expected %d: one a column".formatted(values.length, schema.size()));
    }
    rows.add(Collections.unmodifiableList(Arrays.asList(values.clone())));
    return this;
  }

  /**
   * Refuses rows that stand twice in the target after a restart, because the sink cuts it back to
   * its position; without it a row may come again.
   *
   * @return this
   */
  public SinkHarness exactlyOnce() {
    exactlyOnce = true;
    return this;
  }

  /**
   * Sets how long to wait for room, for confirmations, and for a call that must return.
   *
   * @param time 10 s unless set
   * @return this
   */
  public SinkHarness patience(Duration time) {
    patience = time;
    return this;
  }

  /**
   * Sets where the random runs stop.
   *
   * @param value the same seed gives the same runs; 1 unless set
   * @return this
   */
  public SinkHarness seed(long value) {
    seed = value;
    return this;
  }

  /**
   * Checks everything, and what the target has in the end.
   *
   * @param content as the target tells it
   * @throws Exception if a target cannot be made
   */
  public void expect(String... content) throws Exception {
    SinkSetup setup = new SinkSetup(type, schema, rows, targets, exactlyOnce, patience);
    new SinkTrials(setup, seed).run(List.of(content));
  }
}
