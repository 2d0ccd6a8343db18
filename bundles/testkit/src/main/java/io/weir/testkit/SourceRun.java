package io.weir.testkit;

import io.weir.api.config.ConfigException;
import io.weir.api.connector.ByteSink;
import io.weir.api.connector.Source;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * The engine's side of one source: calls its instances in the order of the law, keeps what a
 * journal would keep, and checks what each call does.
 *
 * <p>Thread: one at a time.
 */
final class SourceRun implements AutoCloseable {

  /** How long to wait for records that may be lost. */
  private static final Duration BRIEFLY = Duration.ofMillis(50);

  /** Turns without a record after which nothing more is due at the end. */
  private static final int LAST_TURNS = 3;

  /** Turns without a record after which what was polled is committed. */
  private static final int COMMIT_TURNS = 3;

  private final SourceSetup setup;
  private final Story story;
  private final HarnessContext context;
  private final CallThread thread;
  private final RecordCheck records;
  private final List<CheckedIntake> intakes = new ArrayList<>();

  // What a journal would hold.
  private byte @Nullable [] checkpoint;
  private final List<byte[]> progress = new ArrayList<>();
  private boolean committedSince;

  // The instance.
  private @Nullable Source source;
  private boolean started;
  private boolean unsaved;
  private byte[] prepared = {};

  // How the run goes.
  private long lastRecordNanos;
  private boolean gaveUp;

  /**
   * A run that has not opened its source.
   *
   * @param title for messages
   * @param number of the run
   * @throws Exception if its peer cannot be made
   */
  SourceRun(SourceSetup setup, String title, int number) throws Exception {
    this.setup = setup;
    this.story = new Story(setup.type().name(), title);
    String options = setup.peers().options(number);
    this.context =
        new HarnessContext(
            "run-" + number,
            setup.type().name(),
            OptionsText.read(setup.type().name(), options, setup.type().options()));
    this.thread = new CallThread("pipeline harness");
    this.records = new RecordCheck(setup.expected(), setup.promise(), setup.endless(), story);
  }

  Story story() {
    return story;
  }

  /** Something that is called. */
  private interface Step {
    void run() throws Exception;
  }

  private void call(String what, Step step) {
    ask(
        what,
        SourceLaw.THREAD,
        setup.patience(),
        () -> {
          step.run();
          return true;
        });
  }

  private <T> T ask(String what, SourceLaw law, Duration bound, Callable<T> question) {
    story.step(what);
    return answer(what, law, bound, question);
  }

  /** What is asked so often that only a yes is worth a step. */
  private boolean tell(String what, Callable<Boolean> question) {
    boolean yes = answer(what, SourceLaw.THREAD, setup.patience(), question);
    if (yes) {
      story.step(what + " is true");
    }
    return yes;
  }

  private <T> T answer(String what, SourceLaw law, Duration bound, Callable<T> question) {
    try {
      T answer = thread.call(what, bound, law, story, question);
      intakes.forEach(CheckedIntake::check);
      return answer;
    } catch (ConfigException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    } catch (Exception e) {
      throw story.broken(
          SourceLaw.THROWS, e, "%s threw %s, expected none: its peer is in order", what, e);
    }
  }

  private Source source() {
    return Objects.requireNonNull(source, "no instance is open");
  }

  /** Opens an instance and gives it what the journal holds. */
  void open() {
    source = ask("open", SourceLaw.OPEN, setup.patience(), () -> setup.type().open(context));
    double rate =
        answer(
            "maxRatePerSecond",
            SourceLaw.RATE,
            setup.patience(),
            () -> setup.type().maxRatePerSecond(context, 100_000));
    if (!(rate > 0)) {
      throw story.broken(SourceLaw.RATE, "maxRatePerSecond is %s", rate);
    }
    byte[] position = checkpoint;
    if (position != null) {
      call(
          "restore of %d bytes".formatted(position.length), () -> source().restore(read(position)));
    }
    for (byte[] delta : progress) {
      call("replay of %d bytes".formatted(delta.length), () -> source().replay(read(delta)));
    }
  }

  private static ByteBuffer read(byte[] bytes) {
    return ByteBuffer.wrap(bytes.clone()).asReadOnlyBuffer();
  }

  void start() {
    call("start", () -> source().start());
    started = true;
    lastRecordNanos = System.nanoTime();
  }

  /** Polls once. */
  int poll(int limit) {
    CheckedIntake intake = new CheckedIntake(thread, story);
    intakes.add(intake);
    boolean exhausted = exhausted();
    int count =
        ask(
            "poll(" + limit + ")",
            SourceLaw.THREAD,
            setup.patience(),
            () -> source().poll(intake, limit));
    List<String> handed = intake.end();
    if (!handed.isEmpty()) {
      story.step("  handed over %s", handed);
      unsaved = true;
    }
    if (count != handed.size()) {
      throw story.broken(
          SourceLaw.COUNT, "poll returned %d and handed over %d records", count, handed.size());
    }
    if (count > limit) {
      throw story.broken(
          SourceLaw.LIMIT, "poll handed over %d records, the limit was %d", count, limit);
    }
    if (exhausted && count > 0) {
      throw story.broken(
          SourceLaw.EXHAUSTED, "exhausted was true, and the next poll handed over %s", handed);
    }
    handed.forEach(record -> records.polled(setup.counts().apply(record)));
    return count;
  }

  private boolean exhausted() {
    return tell("exhausted", () -> source().exhausted());
  }

  private boolean wantsCommit() {
    long now = context.clock().monotonicNanos();
    return tell("wantsCommit", () -> source().wantsCommit(now));
  }

  /**
   * Polls until there is something to commit, or all has come.
   *
   * @param limit of each poll
   * @param polls how many that hand something over, unless the source wants a commit before
   */
  void gather(int limit, int polls) {
    int useful = 0;
    for (int idle = 0; useful < polls; ) {
      boolean complete = isOver();
      if (poll(limit) > 0) {
        useful++;
        idle = 0;
        lastRecordNanos = System.nanoTime();
        continue;
      }
      idle++;
      if (!complete && !unsaved && isHopeless()) {
        giveUp();
        return;
      }
      if (wantsCommit() || (unsaved && idle == COMMIT_TURNS)) {
        return;
      }
      if (complete && (setup.endless() || idle == LAST_TURNS)) {
        return;
      }
      context.idle();
    }
  }

  private boolean isHopeless() {
    Duration patience = records.mayLackSome() ? BRIEFLY : setup.patience();
    return exhausted() || System.nanoTime() - lastRecordNanos > patience.toNanos();
  }

  private void giveUp() {
    if (!records.mayLackSome()) {
      records.ended(
          exhausted() ? "the source says that it is exhausted" : "waited for it; " + reports());
    }
    gaveUp = true;
  }

  private String reports() {
    return context.reports();
  }

  /** Whether nothing more is to come. */
  boolean isOver() {
    return gaveUp || records.isComplete();
  }

  /** Writes the commit, which is not durable yet. */
  void prepare() {
    ByteSink bytes = new ByteSink();
    call("prepareCommit", () -> source().prepareCommit(bytes));
    prepared = bytes.toByteArray();
  }

  /** The journal is forced. */
  void force() {
    story.step("the journal is forced, with %d bytes of progress", prepared.length);
    if (prepared.length > 0) {
      progress.add(prepared);
    }
    committedSince = true;
    records.committed();
    unsaved = false;
  }

  void committed() {
    call("committed", () -> source().committed());
  }

  /** Takes a checkpoint, which stands for everything before. */
  void checkpoint() {
    ByteSink bytes = new ByteSink();
    call("checkpoint", () -> source().checkpoint(bytes));
    checkpoint = bytes.toByteArray();
    progress.clear();
    committedSince = false;
  }

  /** The gateway stops as it is. */
  void crash() {
    closeInstance();
    story.step("a crash: a new instance goes on from the journal");
    records.restarted(!committedSince);
    unsaved = false;
  }

  void closeInstance() {
    Source open = source();
    source = null;
    SourceLaw law = SourceLaw.CLOSE_TIME;
    story.step(started ? "close" : "close, without start");
    try {
      thread.call(
          "close",
          setup.patience(),
          law,
          story,
          () -> {
            open.close();
            return true;
          });
    } catch (Exception e) {
      throw story.broken(SourceLaw.CLOSES, e, "close threw %s", e);
    }
    started = false;
    intakes.forEach(CheckedIntake::check);
  }

  /** Ends the run, and the peer's memory of it. */
  void dispose() {
    Source open = source();
    source = null;
    ask(
        "dispose",
        SourceLaw.CLOSE_TIME,
        setup.patience(),
        () -> {
          open.dispose();
          return true;
        });
  }

  /** Frees the thread, and an instance that a broken law left open. */
  @Override
  public void close() {
    Source open = source;
    if (open != null) {
      CallThread.closeQuietly(open, setup.patience());
    }
    thread.close();
  }
}
