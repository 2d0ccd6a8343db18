package io.weir.store.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.store.StoreFullException;
import io.weir.store.fault.FaultyFiles;
import io.weir.store.fault.PowerCut;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A log beside the list of what it should hold. After a crash the log must hold a prefix of the
 * list with everything that is sure to be durable.
 */
final class LogModel {
  private static final Path FOLDER = Path.of("/log");

  final FaultyFiles files;
  final LogOptions options;
  private final Random random;
  private final List<Entry> entries = new ArrayList<>();
  private final List<String> trace = new ArrayList<>();
  private @Nullable SegmentLog log;
  private int sure;
  private long freed;
  private int groups;

  LogModel(FaultyFiles files, LogOptions options, Random random) {
    this.files = files;
    this.options = options;
    this.random = random;
  }

  /** Takes a step; whatever fault hits it, the model knows afterwards what must hold. */
  void step() throws IOException {
    int choice = random.nextInt(100);
    try {
      if (log == null) {
        open();
      } else if (choice < 55) {
        append();
      } else if (choice < 75) {
        trace.add("force");
        log().force();
        sure = entries.size();
      } else if (choice < 80) {
        trace.add("flush");
        log().flush();
      } else if (choice < 85) {
        free();
      } else if (choice < 89) {
        truncate();
      } else if (choice < 93) {
        trace.add("prepare");
        log().prepare();
      } else if (choice < 97) {
        check();
      } else {
        trace.add("kill");
        files.kill();
        log = null;
      }
    } catch (PowerCut e) {
      trace.add(e.toString());
      files.restart();
      log = null;
    } catch (StoreFullException e) {
      trace.add(e.toString());
      if (random.nextInt(3) == 0) {
        files.makeRoom();
      }
    } catch (LogFailedException e) {
      trace.add(e.toString());
      files.kill();
      log = null;
    } catch (CorruptLogException e) {
      throw e;
    } catch (IOException e) {
      trace.add(e.toString());
    }
  }

  /** Cuts the power now and compares. */
  void crashAndCheck() throws IOException {
    trace.add("power cut");
    files.restart();
    reopenAndCheck();
  }

  void reopenAndCheck() throws IOException {
    log = null;
    open();
    check();
  }

  void append() throws IOException {
    byte[] bytes = payload();
    Entry entry = new Entry(log().tail(), bytes);
    trace.add("append " + bytes.length);
    try {
      long end = log().append(ByteBuffer.wrap(bytes));
      entries.add(entry);
      assertThat(end).isEqualTo(entry.end());
    } catch (PowerCut e) {
      // It may have become whole just before.
      entries.add(entry);
      throw e;
    }
  }

  private void free() throws IOException {
    int count = entries.isEmpty() ? 0 : random.nextInt(sure + 1);
    long position = positionOf(count);
    trace.add("free before " + position);
    freed = Math.max(freed, position);
    log().freeBefore(freed);
    assertThat(log().head()).isLessThanOrEqualTo(freed);
  }

  private void truncate() throws IOException {
    int first = 0;
    while (first < entries.size() && entries.get(first).position < freed) {
      first++;
    }
    int count = first + random.nextInt(entries.size() - first + 1);
    trace.add("truncate to " + count + " of " + entries.size());
    try {
      log().truncateAfter(positionOf(count));
    } catch (PowerCut | LogFailedException e) {
      sure = Math.min(sure, count);
      throw e;
    }
    while (entries.size() > count) {
      entries.remove(entries.size() - 1);
    }
    sure = count;
  }

  private void open() throws IOException {
    trace.add("open");
    SegmentLog opened = SegmentLog.open(files, FOLDER, options);
    log = opened;
    int held = 0;
    while (held < entries.size() && entries.get(held).end() <= opened.tail()) {
      held++;
    }
    assertThat(opened.tail()).as("a group's end").isEqualTo(positionOf(held));
    assertThat(held).as("groups held").isBetween(sure, entries.size());
    while (entries.size() > held) {
      entries.remove(entries.size() - 1);
    }
    sure = held;
    check();
  }

  void check() throws IOException {
    trace.add("check");
    SegmentLog held = log();
    assertThat(held.head()).isLessThanOrEqualTo(freed);
    assertThat(held.tail()).isEqualTo(positionOf(entries.size()));
    int start = random.nextInt(entries.size() + 1);
    long from = Math.max(held.head(), positionOf(start));
    try (LogReader reader = held.read(from)) {
      for (Entry entry : entries) {
        if (entry.position < from) {
          continue;
        }
        assertThat(reader.next()).isTrue();
        assertThat(reader.position()).isEqualTo(entry.position);
        assertThat(reader.end()).isEqualTo(entry.end());
        byte[] found = new byte[reader.payload().remaining()];
        reader.payload().get(found);
        assertThat(found).isEqualTo(entry.bytes);
      }
      assertThat(reader.next()).isFalse();
    }
  }

  private byte[] payload() {
    int kind = random.nextInt(200);
    int length = 40;
    if (kind == 0) {
      length = 130_000 + random.nextInt(40_000);
    } else if (kind < 20) {
      length = random.nextInt(3 * options.segmentBytes());
    } else if (kind < 100) {
      length = random.nextInt(200);
    }
    byte[] bytes = new byte[length];
    if (random.nextInt(4) > 0) {
      random.nextBytes(bytes);
    }
    if (length >= 4) {
      ByteBuffer.wrap(bytes).putInt(groups++);
    }
    return bytes;
  }

  private long positionOf(int count) {
    return count == 0 ? 0 : entries.get(count - 1).end();
  }

  private SegmentLog log() {
    SegmentLog opened = log;
    if (opened == null) {
      throw new IllegalStateException("the log is not open");
    }
    return opened;
  }

  @Override
  public String toString() {
    return String.join("\n", trace);
  }

  private record Entry(long position, byte[] bytes) {
    long end() {
      return position + FrameCodec.frameBytes(bytes.length);
    }
  }
}
