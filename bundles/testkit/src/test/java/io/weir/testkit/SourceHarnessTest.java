package io.weir.testkit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.api.Fate;
import io.weir.api.config.Option;
import io.weir.api.connector.ByteSink;
import io.weir.api.connector.ConnectorContext;
import io.weir.api.connector.Intake;
import io.weir.api.connector.Source;
import io.weir.api.connector.SourceType;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Each sentence of the law is broken once, by a source that keeps all others. */
class SourceHarnessTest {

  private static final Duration SHORT = Duration.ofMillis(400);

  @Test
  void shouldPassWhatKeepsTheLaw() throws Exception {
    harness(Log::new).expect("a", "b", "c");
    harness(Queue::new).atLeastOnce().expect("a", "b", "c");
    harness(Sensor::new).atMostOnce().expect("a", "b", "c");
    harness(Threaded::new).expect("a", "b", "c");
    harness(EndlessLog::new).endless().expect("a", "b", "c", "a");
    SourceHarness.of(new Type(Log::new), run -> "peer: []").expect();
  }

  @Test
  void shouldRefuseOptionsThatAreNotDeclared() {
    SourceHarness harness = SourceHarness.of(new Type(Log::new), run -> "pear: 1");

    assertThatThrownBy(() -> harness.expect("a"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("unknown option 'pear'");
  }

  @Test
  void shouldFindACountThatIsWrong() {
    assertBroken(
        SourceLaw.COUNT,
        "poll returned 2 and handed over 1 records",
        (context, peer) ->
            new Log(context, peer) {
              @Override
              public int poll(Intake intake, int limit) {
                return super.poll(intake, limit) + 1;
              }
            });
  }

  @Test
  void shouldFindMoreThanTheLimit() {
    assertBroken(
        SourceLaw.LIMIT,
        "poll handed over 2 records, the limit was 1",
        (context, peer) ->
            new Log(context, peer) {
              @Override
              public int poll(Intake intake, int limit) {
                return super.poll(intake, limit + 1);
              }
            });
  }

  @Test
  void shouldFindAnIntakeThatIsKept() {
    assertBroken(
        SourceLaw.INTAKE,
        "count was called after poll had returned",
        (context, peer) ->
            new Log(context, peer) {
              private @Nullable Intake kept;

              @Override
              public int poll(Intake intake, int limit) {
                kept = intake;
                return super.poll(intake, limit);
              }

              @Override
              public void committed() {
                if (kept != null) {
                  kept.count(Fate.DUPLICATE, 1);
                }
              }
            });
  }

  @Test
  void shouldFindAnotherThread() {
    assertBroken(
        SourceLaw.THREAD,
        "accept was called on the thread reader",
        (context, peer) ->
            new Log(context, peer) {
              @Override
              public int poll(Intake intake, int limit) {
                Thread reader =
                    new Thread(() -> intake.accept(new byte[1], 0, 1, null, 0), "reader");
                reader.setUncaughtExceptionHandler((thread, e) -> {});
                reader.start();
                join(reader);
                return super.poll(intake, limit);
              }
            });
  }

  @Test
  void shouldFindCallsThatBlock() {
    assertBroken(
        SourceLaw.THREAD,
        "poll(1) has not come back after PT0.4S",
        (context, peer) ->
            new Log(context, peer) {
              @Override
              public int poll(Intake intake, int limit) {
                block();
                return 0;
              }
            });
    assertBroken(
        SourceLaw.OPEN,
        "open has not come back",
        (context, peer) -> {
          block();
          return new Log(context, peer);
        });
    assertBroken(
        SourceLaw.CLOSE_TIME,
        "dispose has not come back",
        (context, peer) ->
            new Log(context, peer) {
              @Override
              public void close() {
                block();
              }
            });
  }

  @Test
  void shouldFindWhatIsThrown() {
    assertBroken(
        SourceLaw.THROWS,
        "prepareCommit threw java.lang.IllegalStateException: broken, expected none",
        (context, peer) ->
            new Log(context, peer) {
              @Override
              public void prepareCommit(ByteSink progress) {
                throw new IllegalStateException("broken");
              }
            });
    assertBroken(
        SourceLaw.THROWS,
        "restore of 4 bytes threw java.nio.ReadOnlyBufferException",
        (context, peer) ->
            new Log(context, peer) {
              @Override
              public void restore(ByteBuffer position) {
                position.put(0, (byte) 0);
              }
            });
    assertBroken(
        SourceLaw.CLOSES,
        "close threw java.lang.NullPointerException",
        (context, peer) ->
            new Log(context, peer) {
              private @Nullable Runnable connection;

              @Override
              public void start() {
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
  void shouldFindRecordsOutOfOrder() {
    assertBroken(
        SourceLaw.ORDER,
        "the record \"b\" came, expected \"a\" first",
        (context, peer) -> {
          Collections.reverse(peer.subList(0, 2));
          return new Log(context, peer);
        });
    assertBroken(
        SourceLaw.ORDER,
        "the record \"a\" was handed over twice, without a restart",
        (context, peer) ->
            new Log(context, peer) {
              private boolean repeated;

              @Override
              public int poll(Intake intake, int limit) {
                int count = super.poll(intake, limit);
                next -= repeated ? 0 : 1;
                repeated = true;
                return count;
              }
            });
    assertBroken(
        SourceLaw.ORDER,
        "the record \"c\" does not come; waited for it",
        (context, peer) ->
            new Log(context, peer) {
              @Override
              public int poll(Intake intake, int limit) {
                return next == 2 ? 0 : super.poll(intake, limit);
              }

              @Override
              public boolean wantsCommit(long monotonicNanos) {
                return true;
              }

              @Override
              public boolean exhausted() {
                return false;
              }
            });
  }

  @Test
  void shouldFindRecordsThatThePeerDoesNotHave() {
    assertThatThrownBy(() -> harness(Log::new).patience(SHORT).expect("a", "x"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("the record \"b\" came, expected \"x\"");
    assertThatThrownBy(() -> harness(Log::new).expect("a", "b"))
        .hasMessageContaining("the record \"c\" came, expected no more");
  }

  @Test
  void shouldFindAnEndThatIsNone() {
    assertBroken(
        SourceLaw.EXHAUSTED,
        "exhausted was true, and the next poll handed over [a]",
        (context, peer) ->
            new Log(context, peer) {
              @Override
              public boolean exhausted() {
                return true;
              }
            });
  }

  @Test
  void shouldFindProgressThatIsNotWritten() {
    assertBroken(
        SourceLaw.PROGRESS,
        "came again after a restart, and is in the journal: it would be counted twice",
        (context, peer) ->
            new Log(context, peer) {
              @Override
              public void prepareCommit(ByteSink progress) {}
            });
    assertBroken(
        SourceLaw.PROGRESS,
        "the record \"c\" came, expected \"b\" first",
        (context, peer) ->
            new Log(context, peer) {
              private int saved;

              @Override
              public void committed() {
                saved = next;
              }

              @Override
              public void close() {
                if (saved == next && next == 1) {
                  peer.remove("b");
                }
              }
            });
    assertBroken(
        SourceLaw.PROGRESS,
        "the record \"a\" came again after a restart, and is in the journal",
        Queue::new);
  }

  @Test
  void shouldFindACheckpointThatIsNotWhole() throws Exception {
    Factory sources =
        (context, peer) ->
            new Log(context, peer) {
              private int saved;

              @Override
              public void committed() {
                saved = next;
              }

              @Override
              public void checkpoint(ByteSink position) {
                position.writeInt(next - saved);
              }
            };
    assertBroken(SourceLaw.CHECKPOINT, "the record \"a\" came again after a restart", sources);
    harness(sources).atLeastOnce().expect("a", "b", "c");
  }

  @Test
  void shouldFindWhatIsForgottenTooEarly() {
    assertBroken(
        SourceLaw.ASKED_AGAIN,
        "the record \"c\" does not come; the source says that it is exhausted",
        (context, peer) ->
            new Log(context, peer) {
              @Override
              public void prepareCommit(ByteSink progress) {
                progress.writeInt(next + 1);
              }
            });
    assertBroken(
        SourceLaw.ASKED_AGAIN,
        "the record \"b\" came, expected \"a\" first, which was polled before the restart",
        Sensor::new);
    SourceHarness one =
        SourceHarness.of(
                new Type(
                    (context, peer) ->
                        new Queue(context, peer) {
                          @Override
                          public void prepareCommit(ByteSink progress) {
                            forget();
                          }
                        }),
                run -> "peer: [a]")
            .atLeastOnce()
            .patience(SHORT);
    assertThatThrownBy(() -> one.expect("a"))
        .hasMessageContaining("the record \"a\" does not come")
        .hasMessageContaining(SourceLaw.ASKED_AGAIN.text())
        .hasMessageContaining(
            "run: stopped once, after prepareCommit, before the journal is forced");
  }

  @Test
  void shouldFindWhatTheIntakeDoesNotTake() {
    assertBroken(
        SourceLaw.FATES, "count was told of 1 accepted", polling(in -> in.count(Fate.ACCEPTED, 1)));
    assertBroken(
        SourceLaw.FATES,
        "count was told of 0 duplicate",
        polling(in -> in.count(Fate.DUPLICATE, 0)));
    assertBroken(
        SourceLaw.REASON,
        "reject was given no reason",
        polling(intake -> intake.reject(new byte[0], 0, 0, null, 0, " ")));
    assertBroken(
        SourceLaw.LENGTH,
        "found offset 1 and length 2 in 2 bytes",
        polling(intake -> intake.accept(new byte[2], 1, 2, null, 0)));
  }

  @Test
  void shouldFindARateThatIsNone() {
    SourceHarness harness =
        SourceHarness.of(
            new Type(Log::new) {
              @Override
              public double maxRatePerSecond(ConnectorContext context, long commitMicros) {
                return 1 - commitMicros;
              }
            },
            run -> "peer: [a]");

    assertThatThrownBy(() -> harness.expect("a"))
        .hasMessageContaining("maxRatePerSecond is -99999.0")
        .hasMessageContaining(SourceLaw.RATE.text());
  }

  @Test
  void shouldFindPipelinesThatHearOfEachOther() {
    AtomicInteger shared = new AtomicInteger();
    assertBroken(
        SourceLaw.SEVERAL,
        "run: beside another pipeline",
        (context, peer) ->
            new Log(context, peer) {
              @Override
              public void start() {
                shared.set(next);
              }

              @Override
              public int poll(Intake intake, int limit) {
                next = shared.get();
                int count = super.poll(intake, limit);
                shared.set(next);
                return count;
              }
            });
  }

  private static Factory polling(Consumer<Intake> call) {
    return (context, peer) ->
        new Log(context, peer) {
          @Override
          public int poll(Intake intake, int limit) {
            call.accept(intake);
            return super.poll(intake, limit);
          }
        };
  }

  private static SourceHarness harness(Factory sources) {
    return SourceHarness.of(new Type(sources), run -> "peer: [a, b, c]");
  }

  private static void assertBroken(SourceLaw law, String message, Factory sources) {
    assertThatThrownBy(() -> harness(sources).patience(SHORT).expect("a", "b", "c"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(message)
        .hasMessageContaining(law.text());
  }

  private static void block() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Makes a source of what a peer has. */
  private interface Factory {
    Source open(ConnectorContext context, List<String> peer);
  }

  /** Sources over lists; the list of a pipeline is the same for all its instances. */
  private static class Type implements SourceType {

    private static final Option<List<String>> PEER =
        Option.textList("peer", "What it has.").require();

    private final Factory factory;
    private final Map<String, List<String>> peers = new HashMap<>();

    Type(Factory factory) {
      this.factory = factory;
    }

    @Override
    public String name() {
      return "list";
    }

    @Override
    public List<Option<?>> options() {
      return List.of(PEER);
    }

    @Override
    public Source open(ConnectorContext context) {
      List<String> peer =
          peers.computeIfAbsent(
              context.pipeline(), p -> new ArrayList<>(context.config().get(PEER)));
      return factory.open(context, peer);
    }
  }

  /** Reads by position. */
  private static class Log implements Source {

    final ConnectorContext context;
    final List<String> peer;
    int next;

    Log(ConnectorContext context, List<String> peer) {
      this.context = context;
      this.peer = peer;
    }

    @Override
    public void restore(ByteBuffer position) {
      next = position.getInt();
    }

    @Override
    public void replay(ByteBuffer progress) {
      next = progress.getInt();
    }

    @Override
    public void start() {}

    @Override
    public int poll(Intake intake, int limit) {
      int count = 0;
      while (count < limit && next < peer.size()) {
        byte[] record = ("<" + peer.get(next) + ">").getBytes(StandardCharsets.UTF_8);
        intake.accept(record, 1, record.length - 2, null, context.clock().epochMicros());
        next++;
        count++;
      }
      return count;
    }

    @Override
    public boolean exhausted() {
      return next >= peer.size();
    }

    @Override
    public void prepareCommit(ByteSink progress) {
      progress.writeInt(next);
    }

    @Override
    public void committed() {}

    @Override
    public void checkpoint(ByteSink position) {
      position.writeInt(next);
    }

    @Override
    public void close() {}
  }

  /** Begins again at the end. */
  private static final class EndlessLog extends Log {

    EndlessLog(ConnectorContext context, List<String> peer) {
      super(context, peer.subList(0, 3));
    }

    @Override
    public int poll(Intake intake, int limit) {
      int lap = next / 3;
      next %= 3;
      int count = super.poll(intake, limit);
      next += 3 * lap;
      return count;
    }

    @Override
    public boolean exhausted() {
      return false;
    }
  }

  /** Reads what the peer keeps until it is told to forget it. */
  private static class Queue extends Log {

    private int forgotten;

    Queue(ConnectorContext context, List<String> peer) {
      super(context, peer);
    }

    @Override
    public void restore(ByteBuffer position) {}

    @Override
    public void replay(ByteBuffer progress) {}

    @Override
    public boolean exhausted() {
      return false;
    }

    @Override
    public void prepareCommit(ByteSink progress) {}

    @Override
    public void committed() {
      forget();
    }

    void forget() {
      peer.subList(0, next).clear();
      forgotten += next;
      next = 0;
    }

    @Override
    public void checkpoint(ByteSink position) {
      position.writeInt(forgotten);
    }
  }

  /** Its peer forgets what it has told. */
  private static final class Sensor extends Queue {

    Sensor(ConnectorContext context, List<String> peer) {
      super(context, peer);
    }

    @Override
    public int poll(Intake intake, int limit) {
      int count = super.poll(intake, limit);
      forget();
      return count;
    }
  }

  /** Reads on a thread of its own. */
  private static final class Threaded extends Log {

    private final BlockingQueue<String> read = new ArrayBlockingQueue<>(2);
    private final Thread reader = new Thread(this::read, "reader");
    private int first;

    Threaded(ConnectorContext context, List<String> peer) {
      super(context, peer);
    }

    @Override
    public void start() {
      first = next;
      reader.start();
    }

    private void read() {
      try {
        for (String record : peer.subList(first, peer.size())) {
          read.put(record);
          context.signal();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt(); // closed
      }
    }

    @Override
    public int poll(Intake intake, int limit) {
      int count = 0;
      for (String record; count < limit && (record = read.poll()) != null; count++) {
        byte[] bytes = record.getBytes(StandardCharsets.UTF_8);
        intake.accept(bytes, 0, bytes.length, null, 0);
        next++;
      }
      return count;
    }

    @Override
    public void close() {
      reader.interrupt();
    }
  }
}
