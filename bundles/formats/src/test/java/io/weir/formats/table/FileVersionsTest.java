package io.weir.formats.table;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.api.Clock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileVersionsTest {

  private static final long T0 = 1_700_000_000_000_000L;

  @TempDir private Path folder;
  private Path file = Path.of("");
  private long nowMicros = T0;
  private int pauses;
  private @Nullable String writtenInPause;
  private FileVersions versions = new FileVersions(file);

  @BeforeEach
  void open() {
    file = folder.resolve("t.csv");
    versions = new FileVersions(file, new FixedClock(), this::pause);
  }

  private void pause() {
    pauses++;
    if (writtenInPause != null) {
      write(writtenInPause);
      writtenInPause = null;
    }
  }

  private void write(String text) {
    try {
      Files.writeString(file, text);
      Files.setLastModifiedTime(file, FileTime.from(nowMicros, TimeUnit.MICROSECONDS));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private @Nullable String look() throws IOException {
    return versions.look().map(content -> new String(content, UTF_8)).orElse(null);
  }

  @Test
  void shouldTakeAFileThatHasStoodStillAtOnce() throws Exception {
    write("a");
    nowMicros += 2_000_000;
    assertThat(look()).isEqualTo("a");
    assertThat(pauses).isZero();
    assertThat(look()).isNull();
  }

  @Test
  void shouldLookTwiceAtAFreshFile() throws Exception {
    write("a");
    assertThat(look()).isEqualTo("a");
    assertThat(pauses).isEqualTo(1);
    assertThat(look()).isNull();
    assertThat(pauses).isEqualTo(1);
  }

  @Test
  void shouldWaitWhileTheFileGrows() throws Exception {
    write("half");
    writtenInPause = "half, more";
    assertThat(look()).isNull();
    write("half, more, all");
    writtenInPause = "half, more, all of it";
    assertThat(look()).isNull();
    assertThat(look()).isEqualTo("half, more, all of it");
    assertThat(pauses).isEqualTo(2);
  }

  @Test
  void shouldSeeAChangeThatLeavesSizeAndTimeAsTheyWere() throws Exception {
    write("a");
    assertThat(look()).isEqualTo("a");
    write("b");
    assertThat(look()).isEqualTo("b");
  }

  @Test
  void shouldNotTakeATouchedFileForANewVersion() throws Exception {
    write("a");
    nowMicros += 5_000_000;
    assertThat(look()).isEqualTo("a");
    write("a");
    assertThat(look()).isNull();
    nowMicros += 5_000_000;
    assertThat(look()).isNull();
    write("c");
    nowMicros += 5_000_000;
    assertThat(look()).isEqualTo("c");
  }

  @Test
  void shouldSayThatTheFileIsMissing() throws Exception {
    assertThatThrownBy(versions::look)
        .isInstanceOf(IOException.class)
        .hasMessage(file + ": the table's file is not there; put it there, or correct `path`");
    Files.createDirectory(file);
    assertThatThrownBy(versions::look).hasMessageContaining("found no regular file");
  }

  private final class FixedClock implements Clock {
    @Override
    public long epochMicros() {
      return nowMicros;
    }

    @Override
    public long monotonicNanos() {
      return nowMicros * 1000;
    }
  }
}
