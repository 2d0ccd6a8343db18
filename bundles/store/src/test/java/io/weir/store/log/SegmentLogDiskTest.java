package io.weir.store.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.weir.store.file.StoreFiles;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The log on a real disk, with real threads. */
class SegmentLogDiskTest {
  @TempDir Path folder;

  private final StoreFiles files = StoreFiles.disk();

  @Test
  void shouldMakeNoGarbagePerCommitNorPerGroupRead() throws IOException {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    try (SegmentLog log = SegmentLog.open(files, folder, LogOptions.DEFAULTS)) {
      ByteBuffer payload = ByteBuffer.allocateDirect(300);
      ByteBuffer[] parts = {payload, payload};
      int commits = 300;
      long allocated = 0;
      for (int round = 0; round < 3; round++) {
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < commits; i++) {
          log.append(payload);
          log.append(parts);
          log.force();
        }
        allocated = threads.getCurrentThreadAllocatedBytes() - before;
      }
      assertThat(allocated / commits).as("bytes allocated a commit").isLessThan(8);

      try (LogReader reader = log.read(0)) {
        long sum = 0;
        for (int i = 0; i < commits; i++) {
          assertThat(reader.next()).isTrue();
        }
        long before = threads.getCurrentThreadAllocatedBytes();
        while (reader.next()) {
          sum += reader.payload().remaining();
        }
        allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertThat(sum).isEqualTo(3L * commits * 900 - commits / 2 * 900L);
        assertThat(allocated / commits).as("bytes allocated a group").isLessThan(8);
      }
    }
  }

  @Test
  void shouldBeReadAndPreparedOnOtherThreadsWhileItGrows() throws Exception {
    int count = 20_000;
    AtomicReference<Throwable> failure = new AtomicReference<>();
    AtomicBoolean done = new AtomicBoolean();
    LogOptions options = LogOptions.DEFAULTS.withSegmentBytes(16 << 10).withMaxGroupBytes(1 << 20);
    try (SegmentLog log = SegmentLog.open(files, folder, options)) {
      Thread preparer =
          started(
              failure,
              () -> {
                while (!done.get()) {
                  if (!log.prepare()) {
                    Thread.onSpinWait();
                  }
                }
              });
      LogReader reader = log.read(0);
      Thread consumer =
          started(
              failure,
              () -> {
                try (reader) {
                  for (int i = 0; i < count; ) {
                    if (!reader.next()) {
                      Thread.onSpinWait();
                      continue;
                    }
                    ByteBuffer payload = reader.payload();
                    if (payload.getInt(payload.position()) != i) {
                      throw new IllegalStateException("not group " + i);
                    }
                    i++;
                  }
                }
              });
      ByteBuffer payload = ByteBuffer.allocateDirect(200_000);
      for (int i = 0; i < count; i++) {
        payload.putInt(0, i).limit(i % 997 == 0 ? 200_000 : 4 + i % 100);
        log.append(payload);
        if (i % 10 == 0) {
          log.flush();
        }
      }
      log.flush();
      consumer.join();
      done.set(true);
      preparer.join();
      assertThat(failure.get()).isNull();
    }
  }

  private static Thread started(AtomicReference<Throwable> failure, Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException | RuntimeException e) {
                failure.set(e);
              }
            });
    thread.start();
    return thread;
  }

  @FunctionalInterface
  private interface Work {
    void run() throws IOException;
  }
}
