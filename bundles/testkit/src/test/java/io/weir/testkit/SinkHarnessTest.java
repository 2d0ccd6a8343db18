package io.weir.testkit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.api.config.Option;
import io.weir.api.connector.ByteSink;
import io.weir.api.connector.Confirmation;
import io.weir.api.connector.ConnectorContext;
import io.weir.api.connector.Delivery;
import io.weir.api.connector.Sink;
import io.weir.api.connector.SinkType;
import io.weir.api.data.Batch;
import io.weir.api.data.DataType;
import io.weir.api.data.Field;
import io.weir.api.data.Schema;
import io.weir.api.format.Encoder;
import io.weir.testkit.SinkHarness.Target;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Each sentence of the law is broken once, by a sink that keeps all others. */
class SinkHarnessTest {

  private static final Schema SCHEMA = Schema.of(Field.of("v", DataType.STRING));
  private static final Duration SHORT = Duration.ofMillis(400);

  @Test
  void shouldPassWhatKeepsTheLaw() throws Exception {
    harness(Lines::new).exactlyOnce().expect("a", "b", "c");
    harness(Repeating::new).expect("a", "b", "c");
    harness(Refusing::new).expect("a", "b", "c");
    harness(Threaded::new).expect("a", "b", "c");
    harness(LastLine::new).expect("c");
    SinkHarness.of(new Type(Lines::new), SCHEMA, new Type(Lines::new)::target).expect();
  }

  @Test
  void shouldRefuseRowsThatCannotBeTold() {
    assertThatThrownBy(() -> harness(Lines::new).row("a").expect("a", "b", "c", "a"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(
            "found [a, b, c, a] in the target: the sink writes a row twice, or rows are");
    assertThatThrownBy(() -> harness(Lines::new).row("a", "b"))
        .hasMessageContaining("found 2 values, expected 1: one a column");
    assertThatThrownBy(() -> harness(Lines::new).row(1L).expect("1"))
        .hasMessageContaining("column v: found 1 (Long), expected a string");
    Type type = new Type(Lines::new);
    SinkHarness wrong =
        SinkHarness.of(type, SCHEMA, run -> new Target("targets: x", () -> List.of()));
    assertThatThrownBy(() -> wrong.expect()).hasMessageContaining("unknown option 'targets'");
  }

  @Test
  void shouldFindOtherContent() {
    assertThatThrownBy(() -> harness(Lines::new).expect("a", "b", "d"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("the target has [a, b, c], expected [a, b, d]");
  }

  @Test
  void shouldFindBytesThatAreNotTheSame() {
    AtomicLong instances = new AtomicLong();
    String message = "row 1 encoded again, a day later gives";
    assertBroken(SinkLaw.PURE, message, encoding((lines, rows) -> lines.encoded++));
    assertBroken(
        SinkLaw.PURE, message, encoding((lines, rows) -> lines.context.clock().epochMicros()));
    assertBroken(
        SinkLaw.PURE,
        "row 1 encoded by another instance gives",
        (context, target) ->
            encoding((lines, rows) -> lines.number).open(context, target, instances));
    assertBroken(
        SinkLaw.PURE, "row 1 encoded alone in its batch gives", encoding((lines, rows) -> rows));
  }

  @Test
  void shouldFindAnEncodeThatNeedsAStart() {
    assertBroken(
        SinkLaw.ENCODES,
        "encode threw java.lang.NullPointerException",
        (context, target) ->
            new Lines(context, target) {
              private @Nullable String separator;

              @Override
              public void start(@Nullable ByteBuffer position) {
                super.start(position);
                separator = "\n";
              }

              @Override
              @SuppressWarnings("NullAway") // what is to be found
              public void encode(Batch batch, int row, @Nullable String id, ByteSink bytes) {
                super.encode(batch, row, id, bytes);
                bytes.write(separator.getBytes(StandardCharsets.UTF_8));
              }
            });
  }

  @Test
  void shouldFindAnEncodeThatDoesNotAppend() {
    assertBroken(
        SinkLaw.APPENDS,
        "encode changed what was in the target",
        (context, target) ->
            new Lines(context, target) {
              @Override
              public void encode(Batch batch, int row, @Nullable String id, ByteSink bytes) {
                bytes.clear();
                super.encode(batch, row, id, bytes);
              }
            });
  }

  @Test
  void shouldFindAnOpenThatConnects() {
    assertBroken(
        SinkLaw.OPEN,
        "an instance that was not started changed the target",
        (context, target) -> {
          target.add("hello");
          return new Lines(context, target);
        });
  }

  @Test
  void shouldFindBytesThatAreKept() {
    assertBroken(
        SinkLaw.VALID,
        "the bytes of a row were kept when deliver had returned",
        (context, target) ->
            new Lines(context, target) {
              private @Nullable Delivery kept;

              @Override
              public boolean deliver(Delivery delivery) {
                kept = delivery;
                return true;
              }

              @Override
              public void flush() {
                if (kept != null) {
                  super.deliver(kept);
                  kept = null;
                }
              }
            });
  }

  @Test
  void shouldFindAnArrayThatIsChanged() {
    assertBroken(
        SinkLaw.READ_ONLY,
        "deliver changed the array of row 1",
        (context, target) ->
            new Lines(context, target) {
              @Override
              public boolean deliver(Delivery delivery) {
                delivery.array()[delivery.offset() + delivery.length()] = '\n';
                return super.deliver(delivery);
              }
            });
  }

  @Test
  void shouldFindConfirmationsThatRunBackwards() {
    assertBroken(
        SinkLaw.FORWARD,
        "confirmed is row 0, and was row 1",
        confirming(lines -> Confirmation.of(lines.asked++ % 2 == 0 ? 0 : lines.last)));
    assertBroken(
        SinkLaw.FORWARD,
        "confirmed is null, and was row 1",
        confirming(lines -> lines.asked++ % 2 == 1 ? Confirmation.of(lines.last) : null));
  }

  @Test
  void shouldFindConfirmationsThatRunAhead() {
    assertBroken(
        SinkLaw.CONFIRMED,
        "confirmed is row 2, and the last row that deliver took is 1",
        confirming(lines -> lines.last == 0 ? null : Confirmation.of(lines.last + 1)));
    assertBroken(
        SinkLaw.CONFIRMED,
        "row 1 is confirmed, and the target has []; expected [a]",
        (context, target) ->
            new Repeating(context, target) {
              private final List<String> group = new ArrayList<>();

              @Override
              public boolean deliver(Delivery delivery) {
                group.add(text(delivery));
                last = delivery.sequence();
                return true;
              }

              @Override
              public void flush() {
                target.addAll(group);
                group.clear();
              }
            });
  }

  @Test
  void shouldFindAPositionThatIsKept() {
    assertBroken(
        SinkLaw.OWNED,
        "the position of the confirmation of row 0 was changed after it was given",
        (context, target) ->
            new Lines(context, target) {
              private final byte[] position = new byte[4];

              @Override
              public Confirmation confirmed() {
                position[3] = (byte) target.size();
                return new Confirmation(last, position);
              }
            });
  }

  @Test
  void shouldFindRowsThatAreNeverConfirmed() {
    assertBroken(
        SinkLaw.FLUSHES,
        "all rows were delivered and flushed, and confirmed is row 0 of 1 after PT0.4S",
        confirming(lines -> null));
  }

  @Test
  void shouldFindATargetThatIsNotCutBack() {
    assertThatThrownBy(() -> harness(Repeating::new).exactlyOnce().expect("a", "b", "c"))
        .hasMessageContaining("a row stands there twice, expected each exactly once")
        .hasMessageContaining(SinkLaw.CUT_BACK.text());
  }

  @Test
  void shouldFindABeginningThatIsNotConfirmed() {
    Factory sinks =
        (context, target) ->
            new Lines(context, target) {
              private boolean begun;

              @Override
              public void start(@Nullable ByteBuffer position) {
                if (position != null) {
                  super.start(position);
                } else if (target.size() < 3) {
                  target.clear();
                }
                begun = position != null;
              }

              @Override
              public @Nullable Confirmation confirmed() {
                return begun || last > 0 ? super.confirmed() : null;
              }
            };
    assertThatThrownBy(() -> harness(sinks).exactlyOnce().expect("a", "b", "c"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("the target has [a, b, c, a, a, b, c], expected [a, b, c, a, b, c]")
        .hasMessageContaining(SinkLaw.BEGINNING.text());
  }

  @Test
  void shouldFindRefusedRowsThatAreKept() {
    assertBroken(
        SinkLaw.REFUSED,
        "[a, a, b, b, c, c]: a row stands there twice after 0 restarts; did deliver keep",
        (context, target) ->
            new Repeating(context, target) {
              private int offered;

              @Override
              public boolean deliver(Delivery delivery) {
                write(text(delivery));
                last = offered % 2 == 0 ? last : delivery.sequence();
                return offered++ % 2 == 1;
              }
            });
    assertBroken(
        SinkLaw.REFUSED,
        "deliver has refused row 1 for PT0.4S; it reported [DOWN: no room]",
        (context, target) ->
            new Repeating(context, target) {
              @Override
              public void start(@Nullable ByteBuffer position) {
                context.report(ConnectorContext.Health.DOWN, "no room");
              }

              @Override
              public boolean deliver(Delivery delivery) {
                return false;
              }
            });
  }

  @Test
  void shouldFindWhatIsThrownAndWhatBlocks() {
    assertBroken(
        SinkLaw.THROWS,
        "deliver row 1 threw java.lang.IllegalStateException: broken, expected none",
        delivering(
            () -> {
              throw new IllegalStateException("broken");
            }));
    assertBroken(
        SinkLaw.BLOCKS, "deliver row 1 has not come back", delivering(SinkHarnessTest::block));
    assertBroken(
        SinkLaw.CLOSES,
        "close, without start, threw java.lang.NullPointerException",
        (context, target) ->
            new Lines(context, target) {
              private @Nullable Runnable connection;

              @Override
              public void start(@Nullable ByteBuffer position) {
                super.start(position);
                connection = () -> {};
              }

              @Override
              @SuppressWarnings("NullAway") // what is to be found
              public void close() {
                connection.run();
              }
            });
  }

  @Test
  void shouldFindRowsOutOfOrder() {
    assertBroken(
        SinkLaw.ORDER,
        "the target has [c, b, a], expected [a, b, c]",
        (context, target) ->
            new Repeating(context, target) {
              private final List<String> group = new ArrayList<>();

              @Override
              public boolean deliver(Delivery delivery) {
                group.add(text(delivery));
                return true;
              }

              @Override
              public void flush() {
                Collections.reverse(group);
                target.addAll(group);
                last += group.size();
                group.clear();
              }
            });
  }

  @Test
  void shouldFindPipelinesThatHearOfEachOther() {
    List<List<String>> started = new ArrayList<>();
    assertBroken(
        SinkLaw.SEVERAL,
        "run: beside another pipeline",
        (context, target) ->
            new Repeating(context, target) {
              @Override
              public void start(@Nullable ByteBuffer position) {
                started.add(target);
              }

              @Override
              void write(String row) {
                started.get(started.size() - 1).add(row);
              }
            });
  }

  @Test
  void shouldFindResultsThatAreNotReplaced() {
    Type type = new Type(Repeating::new);
    type.replaces = true;
    assertThatThrownBy(() -> harness(type).expect("a", "b", "c"))
        .hasMessageContaining("the target has [a, b, c, a, b, c], expected [a, b, c]")
        .hasMessageContaining(SinkLaw.REPLACES.text());
  }

  private static void assertBroken(SinkLaw law, String message, Factory sinks) {
    assertThatThrownBy(() -> harness(sinks).patience(SHORT).expect("a", "b", "c"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(message)
        .hasMessageContaining(law.text());
  }

  private static SinkHarness harness(Factory sinks) {
    return harness(new Type(sinks));
  }

  private static SinkHarness harness(Type type) {
    return SinkHarness.of(type, SCHEMA, type::target).row("a").row("b").row("c");
  }

  private static void block() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What else an instance writes when it encodes. */
  private interface More {
    long of(Lines lines, int rows);
  }

  private static Encoding encoding(More more) {
    return new Encoding(more);
  }

  private record Encoding(More more) implements Factory {

    @Override
    public Sink open(ConnectorContext context, List<String> target) {
      return open(context, target, new AtomicLong());
    }

    Sink open(ConnectorContext context, List<String> target, AtomicLong instances) {
      Lines lines =
          new Lines(context, target) {
            @Override
            public void encode(Batch batch, int row, @Nullable String id, ByteSink bytes) {
              super.encode(batch, row, id, bytes);
              bytes.writeLong(more.of(this, batch.size()));
            }
          };
      lines.number = instances.incrementAndGet();
      return lines;
    }
  }

  /** What an instance says. */
  private interface Answer {
    @Nullable Confirmation of(Lines lines);
  }

  private static Factory confirming(Answer answer) {
    return (context, target) ->
        new Lines(context, target) {
          @Override
          public @Nullable Confirmation confirmed() {
            return answer.of(this);
          }
        };
  }

  private static Factory delivering(Runnable call) {
    return (context, target) ->
        new Lines(context, target) {
          @Override
          public boolean deliver(Delivery delivery) {
            call.run();
            return super.deliver(delivery);
          }
        };
  }

  /** Makes a sink over what is in a target. */
  private interface Factory {
    Sink open(ConnectorContext context, List<String> target);
  }

  /** Sinks over lists. */
  private static final class Type implements SinkType {

    private static final Option<Integer> TARGET = Option.integer("target", "Which one.").require();

    private final Factory factory;
    private final Map<Integer, List<String>> targets = new HashMap<>();
    private boolean replaces;

    Type(Factory factory) {
      this.factory = factory;
    }

    Target target(int run) {
      List<String> target = new CopyOnWriteArrayList<>();
      targets.put(run, target);
      return new Target("target: " + run, () -> target);
    }

    @Override
    public String name() {
      return "lines";
    }

    @Override
    public List<Option<?>> options() {
      return List.of(TARGET);
    }

    @Override
    public boolean canReplace() {
      return replaces;
    }

    @Override
    public Sink open(ConnectorContext context, Schema schema, Encoder encoder) {
      List<String> target = targets.getOrDefault(context.config().get(TARGET), List.of());
      return factory.open(context, target);
    }
  }

  /** Exactly once: the position is the number of lines. */
  private static class Lines implements Sink {

    final ConnectorContext context;
    final List<String> target;
    long last;
    long encoded;
    long number;
    int asked;

    Lines(ConnectorContext context, List<String> target) {
      this.context = context;
      this.target = target;
    }

    @Override
    public void encode(Batch batch, int row, @Nullable String id, ByteSink bytes) {
      String text = batch.column(0).value(row) + (id == null ? "" : "#" + id);
      bytes.write(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void start(@Nullable ByteBuffer position) {
      if (position != null && position.hasRemaining()) {
        int size = position.getInt();
        while (target.size() > size) {
          target.remove(target.size() - 1);
        }
      }
    }

    @Override
    public boolean deliver(Delivery delivery) {
      write(text(delivery));
      last = delivery.sequence();
      return true;
    }

    void write(String row) {
      target.add(row);
    }

    static String text(Delivery row) {
      return new String(row.array(), row.offset(), row.length(), StandardCharsets.UTF_8);
    }

    @Override
    public void flush() {}

    @Override
    public @Nullable Confirmation confirmed() {
      ByteSink position = new ByteSink();
      position.writeInt(target.size());
      return new Confirmation(last, position.toByteArray());
    }

    @Override
    public void close() {}
  }

  /** At least once: no position. */
  private static class Repeating extends Lines {

    Repeating(ConnectorContext context, List<String> target) {
      super(context, target);
    }

    @Override
    public void start(@Nullable ByteBuffer position) {}

    @Override
    public @Nullable Confirmation confirmed() {
      return last == 0 ? null : Confirmation.of(last);
    }
  }

  /** Has room for each second row that is offered. */
  private static final class Refusing extends Repeating {

    private int offered;

    Refusing(ConnectorContext context, List<String> target) {
      super(context, target);
    }

    @Override
    public boolean deliver(Delivery delivery) {
      return offered++ % 2 == 1 && super.deliver(delivery);
    }
  }

  /** Holds one row, the last. */
  private static final class LastLine extends Repeating {

    LastLine(ConnectorContext context, List<String> target) {
      super(context, target);
    }

    @Override
    void write(String row) {
      if (target.isEmpty()) {
        target.add(row);
      } else {
        target.set(0, row);
      }
    }
  }

  /** Writes and confirms on a thread of its own. */
  private static final class Threaded extends Repeating {

    private final ExecutorService writer = Executors.newSingleThreadExecutor();
    private final AtomicLong written = new AtomicLong();

    Threaded(ConnectorContext context, List<String> target) {
      super(context, target);
    }

    @Override
    public boolean deliver(Delivery delivery) {
      String row = text(delivery);
      long sequence = delivery.sequence();
      writer.execute(
          () -> {
            write(row);
            written.set(sequence);
            context.signal();
          });
      return true;
    }

    @Override
    public @Nullable Confirmation confirmed() {
      long sequence = written.get();
      return sequence == 0 ? null : Confirmation.of(sequence);
    }

    @Override
    public void close() {
      writer.shutdownNow();
    }
  }
}
