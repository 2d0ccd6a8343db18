package io.weir.connectors.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.api.config.ConfigException;
import io.weir.api.connector.ByteSink;
import io.weir.api.connector.Source;
import io.weir.api.format.FileLayout;
import io.weir.connectors.Taken;
import io.weir.connectors.TestContext;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSourceTest {

  @TempDir private Path folder;
  private final List<Source> opened = new ArrayList<>();
  private final Map<String, Object> options = new HashMap<>();
  private FileLayout layout = FileLayout.LINES;
  private TestContext context = new TestContext(options);

  @AfterEach
  void close() {
    opened.forEach(Source::close);
  }

  private Source open(String path, @Nullable ByteBuffer position) throws ConfigException {
    options.put("path", folder.resolve(path));
    context = new TestContext(options, layout);
    Source source = new FileSourceType().open(context);
    opened.add(source);
    if (position != null) {
      source.restore(position);
    }
    source.start();
    return source;
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  private void append(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text, StandardOpenOption.APPEND);
  }

  private void later() {
    context.clock.advance(Duration.ofSeconds(1));
  }

  @Test
  void shouldReadLinesAndEnd() throws Exception {
    write("in.jsonl", "\uFEFF{\"a\":1}\r\n\n{\"a\":2}\n{\"a\":3}");
    Source source = open("in.jsonl", null);
    assertThat(Taken.poll(source, 2)).containsExactly("{\"a\":1}", "{\"a\":2}");
    assertThat(source.exhausted()).isFalse();
    assertThat(Taken.all(source)).containsExactly("{\"a\":3}");
    assertThat(source.exhausted()).isTrue();
  }

  @Test
  void shouldKeepBlankLinesOfText() throws Exception {
    layout = FileLayout.ALL_LINES;
    write("in.txt", "a\n\nb\n");
    assertThat(Taken.all(open("in.txt", null))).containsExactly("a", "", "b");
  }

  @Test
  void shouldHandOverEachCsvRecordWithItsHeader() throws Exception {
    layout = FileLayout.CSV_WITH_HEADER;
    write("1.csv", "\uFEFFa,b\r\n1,\"x\ny\"\r\n\r\n2,z");
    write("2.csv", "b,a\n3,4\n");
    Source source = open("*.csv", null);
    assertThat(Taken.poll(source, 1)).containsExactly("\u001Da,b\u001D1,\"x\ny\"");
    ByteBuffer position = Taken.commit(source);
    assertThat(Taken.all(source)).containsExactly("\u001Da,b\u001D2,z", "\u001Db,a\u001D3,4");
    assertThat(Taken.all(open("*.csv", position)))
        .containsExactly("\u001Da,b\u001D2,z", "\u001Db,a\u001D3,4");
  }

  @Test
  void shouldGoOnFromEveryPlace() throws Exception {
    Random random = new Random(3);
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      lines.add(i + "x".repeat(random.nextInt(i % 50 == 7 ? 100_000 : 30)));
    }
    write("a.txt", String.join("\n", lines.subList(0, 90)) + "\n");
    write("b.txt", String.join("\r\n", lines.subList(90, 91)));
    write("c.txt", String.join("\r\n", lines.subList(91, 200)));
    List<String> got = new ArrayList<>();
    ByteBuffer position = null;
    while (got.size() < lines.size()) {
      Source source = open("*.txt", position);
      got.addAll(Taken.poll(source, 1 + random.nextInt(20)));
      position = Taken.commit(source);
      source.close();
    }
    assertThat(got).isEqualTo(lines);
    Source last = open("*.txt", position);
    assertThat(Taken.all(last)).isEmpty();
    assertThat(last.exhausted()).isTrue();
  }

  @Test
  void shouldGoOnFromTheProgressOfCommits() throws Exception {
    write("in.txt", "1\n2\n3\n");
    Source source = open("in.txt", null);
    assertThat(Taken.poll(source, 2)).hasSize(2);
    ByteSink progress = new ByteSink();
    source.prepareCommit(progress);
    ByteSink nothing = new ByteSink();
    source.prepareCommit(nothing);
    assertThat(nothing.size()).isZero();

    Source next = new FileSourceType().open(context);
    opened.add(next);
    next.replay(ByteBuffer.wrap(progress.toByteArray()));
    next.replay(ByteBuffer.wrap(nothing.toByteArray()));
    next.start();
    assertThat(Taken.all(next)).containsExactly("3");
  }

  @Test
  void shouldLetAHalfWrittenLineWaitWhileFollowing() throws Exception {
    options.put("follow", true);
    write("in.txt", "one\ntw");
    Source source = open("in.txt", null);
    assertThat(Taken.all(source)).containsExactly("one");
    append("in.txt", "o");
    assertThat(Taken.all(source)).isEmpty();
    append("in.txt", "\nthree\n");
    assertThat(Taken.all(source)).containsExactly("two", "three");
    assertThat(source.exhausted()).isFalse();
  }

  @Test
  void shouldFollowIntoFilesAddedBehind() throws Exception {
    options.put("follow", true);
    Source source = open("*.txt", null);
    assertThat(Taken.all(source)).isEmpty();
    write("a.txt", "1\n2");
    later();
    assertThat(Taken.all(source)).containsExactly("1");
    write("b.txt", "3\n");
    later();
    assertThat(Taken.all(source)).containsExactly("2", "3");
  }

  @Test
  void shouldReadARenamedFileToItsEndBeforeItsSuccessor() throws Exception {
    options.put("follow", true);
    write("in.log", "1\n");
    Source source = open("in.log", null);
    assertThat(Taken.all(source)).containsExactly("1");
    ByteBuffer position = Taken.commit(source);
    Files.move(folder.resolve("in.log"), folder.resolve("in.log.1"));
    append("in.log.1", "2\n");
    later();
    assertThat(Taken.all(source)).containsExactly("2");
    write("in.log", "3\n");
    later();
    assertThat(Taken.all(source)).containsExactly("3");
    Source restarted = open("in.log", position);
    assertThat(Taken.all(restarted)).containsExactly("2", "3");
  }

  @Test
  void shouldStartAgainInATruncatedFile() throws Exception {
    options.put("follow", true);
    write("in.txt", "one\ntwo\n");
    Source source = open("in.txt", null);
    assertThat(Taken.all(source)).hasSize(2);
    ByteBuffer position = Taken.commit(source);
    write("in.txt", "x\n");
    later();
    assertThat(Taken.all(source)).containsExactly("x");
    assertThat(context.reports).anyMatch(r -> r.startsWith("DEGRADED") && r.contains("truncated"));
    write("in.txt", "other, and longer than before\n");
    assertThat(Taken.all(open("in.txt", position)))
        .containsExactly("other, and longer than before");
  }

  @Test
  void shouldRefuseARecordThatIsTooLongAndGoOn() throws Exception {
    options.put("max-record", 1024L);
    String longLine = "x".repeat(300_000);
    write("in.txt", "a\n" + longLine + "\n" + "y".repeat(2000) + "\nb\n");
    Source source = open("in.txt", null);
    List<String> got = new ArrayList<>(Taken.poll(source, 2));
    ByteBuffer middle = Taken.commit(source);
    List<String> rest = Taken.all(source);
    got.addAll(rest);
    assertThat(got).hasSize(4).startsWith("a").endsWith("b");
    assertThat(got.get(1)).startsWith("!found a record of more than 1024 bytes in in.txt");
    assertThat(Taken.all(open("in.txt", middle))).isEqualTo(rest);
  }

  @Test
  void shouldSayWhatIsMissing() {
    assertThatThrownBy(() -> open("nowhere.txt", null))
        .hasMessageContaining("nowhere.txt: found no such file; put it there");
    assertThatThrownBy(() -> open("*/x.txt", null))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("path: found a pattern in a folder's name");
  }

  @Test
  void shouldReadLongFilesInOneBuffer() throws Exception {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 50_000; i++) {
      text.append("line ").append(i).append('\n');
    }
    Files.write(folder.resolve("in.txt"), text.toString().getBytes(UTF_8));
    Source source = open("in.txt", null);
    int count = 0;
    Taken taken = new Taken();
    while (source.poll(taken, 1000) > 0) {
      assertThat(taken.records.get(taken.records.size() - 1))
          .isEqualTo("line " + (count + taken.records.size() - 1));
      count += taken.records.size();
      taken.records.clear();
    }
    assertThat(count).isEqualTo(50_000);
  }
}
