package io.weir.testkit;

import io.weir.api.connector.Sink;
import io.weir.api.connector.SinkType;
import io.weir.api.data.Schema;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
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

  private static final int RANDOM_RUNS = 20;
  private static final String ID = "test/1/harness/sink/7";

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
  private int runs;

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
    encode(setup);
    ContentCheck check = learn(setup, List.of(content));
    unflushed(setup, check);
    for (int at = 0; at <= rows.size(); at++) {
      for (int behind = 0; behind <= 2; behind++) {
        stopped(setup, check, at, behind, true);
        stopped(setup, check, at, behind, false);
      }
    }
    for (int i = 0; i < RANDOM_RUNS; i++) {
      atRandom(setup, check, seed + i);
    }
    besideAnother(setup, check);
    if (exactlyOnce) {
      behindOtherContent(setup);
    }
    if (type.canReplace()) {
      replacing(setup, check);
    }
  }

  private Target nextTarget() throws Exception {
    runs++;
    return targets.open(runs);
  }

  private SinkRun begin(SinkSetup setup, String title) throws Exception {
    Target target = nextTarget();
    return new SinkRun(setup, title, runs, target);
  }

  private void encode(SinkSetup setup) throws Exception {
    try (SinkRun run = begin(setup, "encode, without start")) {
      run.verifyEncode(ID);
    }
  }

  /** What the target has after each row, which is the measure of all other runs. */
  private ContentCheck learn(SinkSetup setup, List<String> expected) throws Exception {
    try (SinkRun run = begin(setup, "each row flushed, no restart")) {
      List<String> untouched = run.content();
      run.open();
      run.closeInstance();
      if (!run.content().equals(untouched)) {
        throw run.story()
            .broken(SinkLaw.OPEN, "an instance that was not started changed the target");
      }
      run.open();
      run.start();
      List<List<String>> afterRow = new ArrayList<>();
      afterRow.add(run.content());
      for (int row = 1; row <= rows.size(); row++) {
        run.deliverThrough(row);
        run.flush();
        run.awaitConfirmed(row);
        List<String> before = afterRow.get(row - 1);
        afterRow.add(run.content(content -> !content.equals(before)));
      }
      run.closeInstance();
      ContentCheck check = new ContentCheck(run, afterRow, exactlyOnce);
      if (!check.last().equals(expected)) {
        throw run.story().otherwise("the target has %s, expected %s", check.last(), expected);
      }
      return check;
    }
  }

  private void finish(SinkRun run, ContentCheck check, long last) {
    run.deliverThrough(last);
    run.flush();
    run.awaitConfirmed(last);
    check.requireAll(run);
    run.closeInstance();
  }

  private void unflushed(SinkSetup setup, ContentCheck check) throws Exception {
    try (SinkRun run = begin(setup, "all rows, flushed once, no restart")) {
      run.open();
      run.start();
      finish(run, check, rows.size());
    }
  }

  private void stopped(SinkSetup setup, ContentCheck check, int at, int behind, boolean flushing)
      throws Exception {
    String title =
        "stopped after row %d%s, %d confirmations not durable"
            .formatted(at, flushing ? ", flushed" : "", behind);
    try (SinkRun run = begin(setup, title)) {
      run.open();
      run.start();
      for (int row = 1; row <= at; row++) {
        run.deliverThrough(row);
        if (flushing) {
          run.flush();
          run.awaitConfirmed(row);
        }
      }
      check.require(run);
      run.crash(behind);
      finish(run, check, rows.size());
    }
  }

  private void atRandom(SinkSetup setup, ContentCheck check, long runSeed) throws Exception {
    Random random = new Random(runSeed);
    try (SinkRun run = begin(setup, "stopped at random (seed %d)".formatted(runSeed))) {
      run.open();
      run.start();
      for (int step = 0; step < 4 * rows.size(); step++) {
        switch (random.nextInt(6)) {
          case 0 -> {
            check.require(run);
            run.crash(random.nextInt(3));
          }
          case 1 -> {
            if (run.takenRow() > 0) {
              run.flush();
            }
          }
          case 2 -> run.confirm();
          default -> run.deliverThrough(Math.min(rows.size(), run.nextRow()));
        }
      }
      finish(run, check, rows.size());
    }
  }

  private void besideAnother(SinkSetup setup, ContentCheck check) throws Exception {
    String title = "beside another pipeline";
    try (SinkRun one = begin(setup, title);
        SinkRun other = begin(setup, title)) {
      one.story().about(SinkLaw.SEVERAL);
      other.story().about(SinkLaw.SEVERAL);
      one.open();
      other.open();
      one.start();
      other.start();
      for (int row = 1; row <= rows.size(); row++) {
        one.deliverThrough(row);
        other.deliverThrough(row);
      }
      finish(one, check, rows.size());
      finish(other, check, rows.size());
    }
  }

  /** The store was reset: the target has rows that this pipeline knows nothing of. */
  private void behindOtherContent(SinkSetup setup) throws Exception {
    List<String> expected = twice(setup, "after a reset, no restart", 0);
    for (int at = 1; at <= rows.size(); at++) {
      twice(setup, "after a reset, stopped after row %d".formatted(at), at, expected);
    }
  }

  private List<String> twice(SinkSetup setup, String title, int stop) throws Exception {
    return twice(setup, title, stop, null);
  }

  private List<String> twice(
      SinkSetup setup, String title, int stop, @Nullable List<String> expected) throws Exception {
    Target target = nextTarget();
    try (SinkRun before = new SinkRun(setup, title, runs, target)) {
      before.open();
      before.start();
      before.deliverThrough(rows.size());
      before.flush();
      before.awaitConfirmed(rows.size());
      before.closeInstance();
    }
    try (SinkRun run = new SinkRun(setup, title, runs, target)) {
      run.story().step("the target has rows of a pipeline that is forgotten");
      run.open();
      run.start();
      if (stop > 0) {
        run.deliverThrough(stop);
        run.flush();
        run.awaitConfirmed(stop);
        run.crash(Integer.MAX_VALUE / 2);
      }
      run.deliverThrough(rows.size());
      run.flush();
      run.awaitConfirmed(rows.size());
      List<String> content = run.content(expected == null ? c -> true : expected::equals);
      if (expected != null && !content.equals(expected)) {
        throw run.story()
            .broken(SinkLaw.BEGINNING, "the target has %s, expected %s", content, expected);
      }
      run.closeInstance();
      return content;
    }
  }

  /** Complete mode: the same result twice, and again after a restart in the midst of it. */
  private void replacing(SinkSetup setup, ContentCheck check) throws Exception {
    int size = rows.size();
    for (int at = 0; at <= size; at++) {
      try (SinkRun run =
          begin(setup, "a result replaces another, stopped after row %d of it".formatted(at))) {
        run.open();
        run.start();
        run.deliverThrough(size, 1);
        run.flush();
        run.awaitConfirmed(size);
        run.deliverThrough((long) size + at, size + 1L);
        run.crashBack(size);
        run.deliverThrough(2L * size, size + 1L);
        run.flush();
        run.awaitConfirmed(2L * size);
        List<String> content = run.content(check.last()::equals);
        if (!content.equals(check.last())) {
          throw run.story()
              .broken(SinkLaw.REPLACES, "the target has %s, expected %s", content, check.last());
        }
        run.closeInstance();
      }
    }
  }
}
