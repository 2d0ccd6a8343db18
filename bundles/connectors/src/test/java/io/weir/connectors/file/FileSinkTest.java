package io.weir.connectors.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.api.connector.Confirmation;
import io.weir.api.connector.Sink;
import io.weir.api.format.Encoder;
import io.weir.connectors.SinkDriver;
import io.weir.connectors.TestContext;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSinkTest {

  @TempDir private Path folder;
  private final Map<String, Object> options = new HashMap<>();
  private TestContext context = new TestContext(options);
  private final FaultyStorage storage = new FaultyStorage();
  private Encoder encoder = SinkDriver.ENCODER;

  private Sink open(byte @Nullable [] position) throws Exception {
    options.putIfAbsent("path", folder.resolve("out/out.jsonl"));
    TestContext next = new TestContext(options);
    next.clock.advance(Duration.ofNanos(context.clock.monotonicNanos()));
    context = next;
    Sink sink = new FileSinkType(storage).open(context, SinkDriver.SCHEMA, encoder);
    sink.start(position == null ? null : ByteBuffer.wrap(position).asReadOnlyBuffer());
    return sink;
  }

  private String read(String name) throws IOException {
    return Files.readString(folder.resolve("out").resolve(name));
  }

  private List<String> names() throws IOException {
    List<String> names = Storage.DISK.names(folder.resolve("out"));
    names.sort(null);
    return names;
  }

  private static byte[] position(Sink sink) {
    return Objects.requireNonNull(sink.confirmed()).position();
  }

  @Test
  void shouldConfirmInGroupsWhatIsOnTheDisk() throws Exception {
    Sink sink = open(null);
    assertThat(Objects.requireNonNull(sink.confirmed()).sequence()).isZero();
    SinkDriver.deliver(sink, 1, "a");
    SinkDriver.deliver(sink, 2, "b");
    assertThat(Objects.requireNonNull(sink.confirmed()).sequence()).isZero();
    int forces = storage.forces;
    sink.flush();
    assertThat(storage.forces).isEqualTo(forces + 1);
    assertThat(Objects.requireNonNull(sink.confirmed()).sequence()).isEqualTo(2);
    assertThat(read("out.jsonl")).isEqualTo("a\nb\n");
    SinkDriver.deliver(sink, 3, "c");
    context.clock.advance(Duration.ofMillis(100));
    SinkDriver.deliver(sink, 4, "d");
    assertThat(Objects.requireNonNull(sink.confirmed()).sequence()).isEqualTo(4);
    sink.flush();
    assertThat(storage.forces).isEqualTo(forces + 2);
    sink.close();
  }

  @Test
  void shouldAppendToAFileThatIsThereOrOverwriteIt() throws Exception {
    Files.createDirectories(folder.resolve("out"));
    Files.writeString(folder.resolve("out/out.jsonl"), "old\n");
    Sink sink = open(null);
    SinkDriver.deliver(sink, 1, "a");
    sink.flush();
    sink.close();
    assertThat(read("out.jsonl")).isEqualTo("old\na\n");
    options.put("mode", "overwrite");
    sink = open(null);
    SinkDriver.deliver(sink, 1, "b");
    sink.flush();
    byte[] position = position(sink);
    sink.close();
    assertThat(read("out.jsonl")).isEqualTo("b\n");
    sink = open(position);
    SinkDriver.deliver(sink, 2, "c");
    sink.flush();
    sink.close();
    assertThat(read("out.jsonl")).isEqualTo("b\nc\n");
  }

  @Test
  void shouldCutBackToTheStartThatWasConfirmed() throws Exception {
    Files.createDirectories(folder.resolve("out"));
    Files.writeString(folder.resolve("out/out.jsonl"), "old\n");
    Sink sink = open(null);
    byte[] start = position(sink);
    SinkDriver.deliver(sink, 1, "a");
    sink.flush();
    sink.close();
    sink = open(start);
    SinkDriver.deliver(sink, 1, "a");
    sink.flush();
    sink.close();
    assertThat(read("out.jsonl")).isEqualTo("old\na\n");
  }

  @Test
  void shouldWriteTheHeaderOnceAFile() throws Exception {
    encoder = new SinkDriver.TextEncoder("v");
    options.put("roll.bytes", 6L);
    Sink sink = open(null);
    for (int i = 1; i <= 4; i++) {
      SinkDriver.deliver(sink, i, "r" + i);
    }
    byte[] row = SinkDriver.encode(sink, "r5", "id");
    sink.deliver(new SinkDriver.Row(5, false, row, 0));
    sink.flush();
    sink.close();
    assertThat(read("out-000001.jsonl")).isEqualTo("v\nr1\nr2\n");
    assertThat(read("out-000002.jsonl")).isEqualTo("v\nr3\nr4\n");
    assertThat(read("out-000003.jsonl")).isEqualTo("v#_id\nr5#id\n");
  }

  @Test
  void shouldRollByAge() throws Exception {
    options.put("roll.age", Duration.ofMinutes(1));
    Sink sink = open(null);
    SinkDriver.deliver(sink, 1, "a");
    context.clock.advance(Duration.ofSeconds(59));
    SinkDriver.deliver(sink, 2, "b");
    context.clock.advance(Duration.ofSeconds(1));
    sink.flush();
    SinkDriver.deliver(sink, 3, "c");
    sink.flush();
    sink.close();
    assertThat(read("out-000001.jsonl")).isEqualTo("a\nb\n");
    assertThat(read("out-000002.jsonl")).isEqualTo("c\n");
  }

  @Test
  void shouldHoldTheLastWholeResultInCompleteMode() throws Exception {
    Sink sink = open(null);
    SinkDriver.deliver(sink, 1, "a", true);
    SinkDriver.deliver(sink, 2, "b");
    sink.flush();
    assertThat(read("out.jsonl")).isEqualTo("a\nb\n");
    SinkDriver.deliver(sink, 3, "c", true);
    assertThat(read("out.jsonl")).isEqualTo("a\nb\n");
    assertThat(Objects.requireNonNull(sink.confirmed()).sequence()).isEqualTo(2);
    byte[] position = position(sink);
    sink.close(); // crash with an unfinished result

    sink = open(position);
    assertThat(read("out.jsonl")).isEqualTo("a\nb\n");
    SinkDriver.deliver(sink, 3, "c", true);
    SinkDriver.deliver(sink, 4, "d", true);
    SinkDriver.deliver(sink, 5, "e");
    sink.flush();
    assertThat(read("out.jsonl")).isEqualTo("d\ne\n");
    assertThat(Objects.requireNonNull(sink.confirmed()).sequence()).isEqualTo(5);
    assertThat(names()).containsExactly("out.jsonl");
    sink.close();
  }

  @Test
  void shouldGoOnElsewhereWhenThePathIsChanged() throws Exception {
    Sink sink = open(null);
    SinkDriver.deliver(sink, 1, "a");
    sink.flush();
    byte[] position = position(sink);
    SinkDriver.deliver(sink, 2, "b");
    sink.flush();
    sink.close();
    Files.writeString(folder.resolve("out/other.jsonl"), "theirs, much longer\n");
    options.put("path", folder.resolve("out/other.jsonl"));
    sink = open(position);
    SinkDriver.deliver(sink, 2, "b");
    sink.flush();
    sink.close();
    assertThat(read("out.jsonl")).isEqualTo("a\n");
    assertThat(read("other.jsonl")).isEqualTo("theirs, much longer\nb\n");
  }

  @Test
  void shouldSayThatTheDiskIsFullAndLoseNothing() throws Exception {
    Sink sink = open(null);
    SinkDriver.deliver(sink, 1, "a");
    sink.flush();
    byte[] position = position(sink);
    storage.failAt(storage.steps);
    SinkDriver.deliver(sink, 2, "b");
    assertThatThrownBy(sink::flush)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("out.jsonl: cannot write to it: No space left on device")
        .hasMessageContaining("the rows wait and are tried again");
    sink.close();
    storage.failAt(-1);
    sink = open(position);
    SinkDriver.deliver(sink, 2, "b");
    sink.flush();
    sink.close();
    assertThat(read("out.jsonl")).isEqualTo("a\nb\n");
  }

  @Test
  void shouldHoldEveryRowOnceWhereverItFails() throws Exception {
    for (boolean rolls : new boolean[] {false, true}) {
      for (int step = 0; step < 40; step++) {
        crash(rolls, step);
      }
    }
  }

  /** Fails at a step; the engine then knows any confirmation from before, not only the last. */
  private void crash(boolean rolls, int step) throws Exception {
    Random random = new Random(step);
    options.clear();
    String name = "crash-%s-%d".formatted(rolls, step);
    options.put("path", folder.resolve(name).resolve("out.jsonl"));
    if (rolls) {
      options.put("roll.bytes", 20L);
    }
    List<Confirmation> known = new ArrayList<>();
    storage.steps = 0;
    storage.failAt(step);
    int crashes = 0;
    long done = 0;
    while (done < 30) {
      Confirmation last = known.isEmpty() ? null : known.get(known.size() - 1);
      try {
        Sink sink = open(last == null ? null : last.position());
        known.add(Objects.requireNonNullElse(sink.confirmed(), last));
        long next = known.get(known.size() - 1).sequence() + 1;
        for (; next <= 30; next++) {
          SinkDriver.deliver(sink, next, "row " + next);
          if (random.nextInt(3) == 0) {
            sink.flush();
            known.add(Objects.requireNonNull(sink.confirmed()));
          }
        }
        sink.flush();
        sink.close();
        done = Objects.requireNonNull(sink.confirmed()).sequence();
      } catch (IOException e) {
        crashes++;
        storage.failAt(crashes < 3 ? storage.steps + random.nextInt(10) : -1);
        // The commit that was to make the last confirmations durable may be lost as well.
        int lost = Math.min(random.nextInt(3), known.size() - 1);
        for (int i = 0; i < lost; i++) {
          known.remove(known.size() - 1);
        }
      }
    }
    List<String> lines = new ArrayList<>();
    List<String> names = Storage.DISK.names(folder.resolve(name));
    names.sort(null);
    for (String file : names) {
      lines.addAll(Files.readAllLines(folder.resolve(name).resolve(file)));
    }
    List<String> expected = new ArrayList<>();
    for (int i = 1; i <= 30; i++) {
      expected.add("row " + i);
    }
    assertThat(lines).as("step %d, rolls %s", step, rolls).isEqualTo(expected);
  }
}
