package io.weir.testkit;

import io.weir.api.config.ConfigException;
import io.weir.api.connector.Confirmation;
import io.weir.api.connector.Sink;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The engine's side of one sink: an outbox that hands rows to its instances in the order of the
 * law, keeps their confirmations, and checks what each call does.
 *
 * <p>Thread: one at a time.
 */
final class SinkRun implements AutoCloseable {

  private static final int SETTLED_TURNS = 5;

  private final SinkSetup setup;
  private final Story story;
  private final SinkHarness.Target target;
  private final HarnessContext context;
  private final CallThread thread;

  /** The bytes of each row of the outbox; behind them the result is the same again. */
  private final List<byte[]> rows;

  // What a journal would hold: any of the confirmations seen since the pipeline was made.
  private final List<Seen> confirmations = new ArrayList<>();
  private @Nullable Confirmation durable;

  /** The last row that any instance took. */
  private long taken;

  private int restarts;
  private boolean refused;

  // The instance.
  private @Nullable Sink sink;
  private boolean started;
  private long next = 1;
  private @Nullable Confirmation latest;

  /** A confirmation, and its position as it was when it was given. */
  private record Seen(Confirmation confirmation, byte[] position) {}

  /**
   * A run that has not opened its sink.
   *
   * @param title for messages
   * @param number of the target
   */
  SinkRun(SinkSetup setup, String title, int number, SinkHarness.Target target) {
    this.setup = setup;
    this.story = new Story(setup.type().name(), title);
    this.target = target;
    this.context =
        new HarnessContext(
            "run-" + number,
            setup.type().name(),
            OptionsText.read(setup.type().name(), target.options(), setup.type().options()));
    try {
      this.rows = new EncodeCheck(setup, context, new Story(setup.type().name(), title)).rows();
    } catch (ConfigException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
    this.thread = new CallThread("sink harness");
  }

  /** Shows that encode keeps the law. */
  void verifyEncode(String id) throws ConfigException {
    new EncodeCheck(setup, context, story).verify(id);
  }

  Story story() {
    return story;
  }

  /** Whether deliver refused a row so far. */
  boolean hasRefused() {
    return refused;
  }

  int restarts() {
    return restarts;
  }

  /** Something that is called. */
  private interface Step {
    void run() throws Exception;
  }

  private void call(String what, Step step) {
    ask(
        what,
        SinkLaw.BLOCKS,
        () -> {
          step.run();
          return "";
        });
  }

  private <T extends @Nullable Object> T ask(String what, SinkLaw bound, Callable<T> question) {
    story.step(what);
    try {
      return thread.call(what, setup.patience(), bound, story, question);
    } catch (ConfigException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    } catch (Exception e) {
      throw story.broken(
          SinkLaw.THROWS, e, "%s threw %s, expected none: its target is in order", what, e);
    }
  }

  private Sink sink() {
    return Objects.requireNonNull(sink, "no instance is open");
  }

  void open() {
    sink =
        ask(
            "open",
            SinkLaw.OPEN,
            () -> setup.type().open(context, setup.schema(), setup.encoder()));
  }

  /** Starts from the durable confirmation. */
  void start() {
    Confirmation from = durable;
    ByteBuffer position =
        from == null ? null : ByteBuffer.wrap(from.position().clone()).asReadOnlyBuffer();
    call(
        from == null ? "start without a position" : "start from row %d".formatted(from.sequence()),
        () -> sink().start(position));
    started = true;
    latest = null;
    next = from == null ? 1 : from.sequence() + 1;
    Confirmation first = confirm();
    if (first != null && first.sequence() == 0 && durable == null) {
      story.step("the confirmation of row 0 is durable");
      durable = first;
    }
  }

  /** Hands over all rows up to one, waiting where the sink has no room. */
  void deliverThrough(long last) {
    deliverThrough(last, 0);
  }

  /**
   * Hands over all rows up to one.
   *
   * @param last the row
   * @param replacing the row that begins a result, which replaces what is before; 0 for none
   */
  void deliverThrough(long last, long replacing) {
    long deadline = deadline();
    while (next <= last) {
      if (deliver(next == replacing)) {
        next++;
        deadline = deadline();
      } else if (System.nanoTime() - deadline > 0) {
        throw story.broken(
            SinkLaw.REFUSED,
            "deliver has refused row %d for %s; %s",
            next,
            setup.patience(),
            context.reports());
      } else {
        context.idle();
      }
      confirm();
    }
  }

  private long deadline() {
    return System.nanoTime() + setup.patience().toNanos();
  }

  private boolean deliver(boolean replaces) {
    HandedRow row = new HandedRow(next, replaces, rows.get((int) ((next - 1) % rows.size())));
    boolean took =
        ask(
            "deliver row %d%s".formatted(next, replaces ? ", which replaces all before" : ""),
            SinkLaw.BLOCKS,
            () -> sink().deliver(row));
    if (!row.isUnchanged()) {
      throw story.broken(SinkLaw.READ_ONLY, "deliver changed the array of row %d", next);
    }
    row.reuse();
    if (took) {
      taken = Math.max(taken, next);
    } else {
      story.step("  refused");
      refused = true;
    }
    return took;
  }

  void flush() {
    call("flush", () -> sink().flush());
  }

  /** Asks how far the target has confirmed, and checks the answer and all before it. */
  @Nullable Confirmation confirm() {
    Confirmation now;
    try {
      now =
          thread.call(
              "confirmed", setup.patience(), SinkLaw.BLOCKS, story, () -> sink().confirmed());
    } catch (Exception e) {
      throw story.broken(SinkLaw.THROWS, e, "confirmed threw %s", e);
    }
    confirmations.forEach(this::requireUnchanged);
    Confirmation before = latest;
    if (before != null && (now == null || now.sequence() < before.sequence())) {
      throw story.broken(
          SinkLaw.FORWARD,
          "confirmed is %s, and was row %d",
          now == null ? "null" : "row " + now.sequence(),
          before.sequence());
    }
    if (now == null) {
      return null;
    }
    if (now.sequence() > taken || now.sequence() < 0) {
      throw story.broken(
          SinkLaw.CONFIRMED,
          "confirmed is row %d, and the last row that deliver took is %d",
          now.sequence(),
          taken);
    }
    if (before == null || now.sequence() > before.sequence()) {
      story.step("  row %d is confirmed", now.sequence());
    }
    latest = now;
    Confirmation last = lastSeen();
    if (last == null
        || now.sequence() > last.sequence()
        || (now.sequence() == last.sequence() && !Arrays.equals(now.position(), last.position()))) {
      confirmations.add(new Seen(now, now.position().clone()));
    }
    return now;
  }

  private void requireUnchanged(Seen seen) {
    if (!Arrays.equals(seen.position(), seen.confirmation().position())) {
      throw story.broken(
          SinkLaw.OWNED,
          "the position of the confirmation of row %d was changed after it was given: give a copy",
          seen.confirmation().sequence());
    }
  }

  private @Nullable Confirmation lastSeen() {
    return confirmations.isEmpty()
        ? null
        : confirmations.get(confirmations.size() - 1).confirmation();
  }

  /** The last row confirmed by any instance; 0 for none. */
  long confirmedRow() {
    Confirmation last = lastSeen();
    return last == null ? 0 : last.sequence();
  }

  /** The row that is offered next. */
  long nextRow() {
    return next;
  }

  long takenRow() {
    return taken;
  }

  /** Waits until a row is confirmed, as flush promised. */
  void awaitConfirmed(long row) {
    long deadline = deadline();
    while (confirmedRow() < row) {
      confirm();
      if (confirmedRow() < row) {
        if (System.nanoTime() - deadline > 0) {
          throw story.broken(
              SinkLaw.FLUSHES,
              "all rows were delivered and flushed, and confirmed is row %d of %d after %s; %s",
              confirmedRow(),
              row,
              setup.patience(),
              context.reports());
        }
        context.idle();
      }
    }
  }

  /** What the target has now. */
  List<String> content() {
    return content(content -> true);
  }

  /**
   * Reads the target until it has what it should: it may show a row a little after it confirmed it.
   *
   * @param expected whether it has
   * @return what it has then, or when nothing changes any more
   */
  List<String> content(Predicate<List<String>> expected) {
    long deadline = deadline();
    List<String> content = read();
    while (!expected.test(content) && System.nanoTime() - deadline < 0) {
      context.idle();
      content = read();
    }
    story.step("the target has %s", content);
    if (content.stream().anyMatch(HandedRow::isReused)) {
      throw story.broken(
          SinkLaw.VALID,
          "the target has %s: the bytes of a row were kept when deliver had returned, and were"
              + " another's then",
          content);
    }
    return content;
  }

  /** What the target has when it has not changed for some turns. */
  List<String> settledContent() {
    List<String> content = content();
    for (int same = 0; same < SETTLED_TURNS; same++) {
      context.idle();
      List<String> now = read();
      same = now.equals(content) ? same : 0;
      content = now;
    }
    return content;
  }

  private List<String> read() {
    try {
      return List.copyOf(target.rows().call());
    } catch (Exception e) {
      throw new IllegalStateException("the target cannot be read: " + e, e);
    }
  }

  /**
   * The gateway stops as it is. The next instance starts from a confirmation that was durable then.
   *
   * @param behind how many of the last confirmations were not durable yet
   */
  void crash(int behind) {
    restart(Math.max(confirmations.size() - behind, 0));
  }

  /**
   * The gateway stops as it is, and no confirmation behind a row was durable.
   *
   * @param row the row
   */
  void crashBack(long row) {
    restart((int) confirmations.stream().filter(c -> c.confirmation().sequence() <= row).count());
  }

  /** Goes on from the first so many confirmations, or from what was durable before. */
  private void restart(int known) {
    closeInstance();
    Confirmation before = durable;
    Confirmation last = known == 0 ? null : confirmations.get(known - 1).confirmation();
    if (last != null && (before == null || last.sequence() >= before.sequence())) {
      durable = last;
    }
    // Nobody knows of the others any more.
    long sequence = durable == null ? -1 : durable.sequence();
    confirmations.removeIf(seen -> seen.confirmation().sequence() > sequence);
    restarts++;
    story.step(
        "a crash: row %d and all before it are known to be confirmed",
        durable == null ? 0 : durable.sequence());
    open();
    start();
  }

  void closeInstance() {
    Sink open = sink();
    sink = null;
    story.step(started ? "close" : "close, without start");
    started = false;
    try {
      thread.call(
          "close",
          setup.patience(),
          SinkLaw.BLOCKS,
          story,
          () -> {
            open.close();
            return "";
          });
    } catch (Exception e) {
      throw story.broken(SinkLaw.CLOSES, e, "close threw %s", e);
    }
  }

  /** Frees the thread, and an instance that a broken law left open. */
  @Override
  public void close() {
    Sink open = sink;
    if (open != null) {
      CallThread.closeQuietly(open, setup.patience());
    }
    thread.close();
  }
}
