package io.weir.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Runs of a sink, each with a target of its own.
 *
 * <p>Thread: one at a time.
 */
final class SinkTrials {

  private static final int RANDOM_RUNS = 20;
  private static final int MOST_BEHIND = 2;
  private static final String ID = "test/1/harness/sink/7";

  private final SinkSetup setup;
  private final long seed;
  private final int size;
  private int runs;

  /**
   * Trials that have not begun.
   *
   * @param seed of the random runs
   */
  SinkTrials(SinkSetup setup, long seed) {
    this.setup = setup;
    this.seed = seed;
    this.size = setup.rows().size();
  }

  /**
   * Tries everything.
   *
   * @param expected what the target has in the end
   * @throws Exception if a target cannot be made
   */
  void run(List<String> expected) throws Exception {
    encode();
    ContentCheck check = learn(expected);
    unflushed(check);
    for (int at = 0; at <= size; at++) {
      for (int behind = 0; behind <= MOST_BEHIND; behind++) {
        stopped(check, at, behind, true);
        stopped(check, at, behind, false);
      }
    }
    for (int i = 0; i < RANDOM_RUNS; i++) {
      atRandom(check, seed + i);
    }
    besideAnother(check);
    if (setup.exactlyOnce()) {
      behindOtherContent();
    }
    if (setup.type().canReplace()) {
      replacing(check);
    }
  }

  private SinkHarness.Target nextTarget() throws Exception {
    runs++;
    return setup.targets().open(runs);
  }

  private SinkRun begin(String title) throws Exception {
    SinkHarness.Target target = nextTarget();
    return new SinkRun(setup, title, runs, target);
  }

  private void encode() throws Exception {
    try (SinkRun run = begin("encode, without start")) {
      run.verifyEncode(ID);
    }
  }

  /** What the target has after each row, which is the measure of all other runs. */
  private ContentCheck learn(List<String> expected) throws Exception {
    try (SinkRun run = begin("each row flushed, no restart")) {
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
      for (int row = 1; row <= size; row++) {
        run.deliverThrough(row);
        run.flush();
        run.awaitConfirmed(row);
        List<String> before = afterRow.get(row - 1);
        afterRow.add(run.content(content -> !content.equals(before)));
      }
      run.closeInstance();
      ContentCheck check = new ContentCheck(run, afterRow, setup.exactlyOnce());
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

  private void unflushed(ContentCheck check) throws Exception {
    try (SinkRun run = begin("all rows, flushed once, no restart")) {
      run.open();
      run.start();
      finish(run, check, size);
    }
  }

  private void stopped(ContentCheck check, int at, int behind, boolean flushing) throws Exception {
    String title =
        "stopped after row %d%s, %d confirmations not durable"
            .formatted(at, flushing ? ", flushed" : "", behind);
    try (SinkRun run = begin(title)) {
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
      finish(run, check, size);
    }
  }

  private void atRandom(ContentCheck check, long runSeed) throws Exception {
    Random random = new Random(runSeed);
    try (SinkRun run = begin("stopped at random (seed %d)".formatted(runSeed))) {
      run.open();
      run.start();
      for (int step = 0; step < 4 * size; step++) {
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
          default -> run.deliverThrough(Math.min(size, run.nextRow()));
        }
      }
      finish(run, check, size);
    }
  }

  private void besideAnother(ContentCheck check) throws Exception {
    String title = "beside another pipeline";
    try (SinkRun one = begin(title);
        SinkRun other = begin(title)) {
      one.story().about(SinkLaw.SEVERAL);
      other.story().about(SinkLaw.SEVERAL);
      one.open();
      other.open();
      one.start();
      other.start();
      for (int row = 1; row <= size; row++) {
        one.deliverThrough(row);
        other.deliverThrough(row);
      }
      finish(one, check, size);
      finish(other, check, size);
    }
  }

  /** The store was reset: the target has rows that this pipeline knows nothing of. */
  private void behindOtherContent() throws Exception {
    List<String> expected = twice("after a reset, no restart", 0);
    for (int at = 1; at <= size; at++) {
      twice("after a reset, stopped after row %d".formatted(at), at, expected);
    }
  }

  private List<String> twice(String title, int stop) throws Exception {
    return twice(title, stop, null);
  }

  private List<String> twice(String title, int stop, @Nullable List<String> expected)
      throws Exception {
    SinkHarness.Target target = nextTarget();
    try (SinkRun before = new SinkRun(setup, title, runs, target)) {
      before.open();
      before.start();
      before.deliverThrough(size);
      before.flush();
      before.awaitConfirmed(size);
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
      run.deliverThrough(size);
      run.flush();
      run.awaitConfirmed(size);
      List<String> content =
          expected == null ? run.settledContent() : run.content(expected::equals);
      if (expected != null && !content.equals(expected)) {
        throw run.story()
            .broken(SinkLaw.BEGINNING, "the target has %s, expected %s", content, expected);
      }
      run.closeInstance();
      return content;
    }
  }

  /** Complete mode: the same result twice, and again after a restart in the midst of it. */
  private void replacing(ContentCheck check) throws Exception {
    for (int at = 0; at <= size; at++) {
      try (SinkRun run =
          begin("a result replaces another, stopped after row %d of it".formatted(at))) {
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
