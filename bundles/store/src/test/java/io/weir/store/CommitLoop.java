package io.weir.store;

import io.weir.store.checkpoint.Checkpoint;
import io.weir.store.checkpoint.CheckpointStore;
import io.weir.store.checkpoint.CheckpointWriter;
import io.weir.store.file.StoreFiles;
import io.weir.store.log.LogOptions;
import io.weir.store.log.LogReader;
import io.weir.store.log.SegmentLog;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Commits numbered groups for ever, printing each number once it is durable, with a checkpoint now
 * and then; killed and started again it goes on where the disk says.
 */
final class CommitLoop {
  private static final LogOptions OPTIONS = LogOptions.DEFAULTS.withSegmentBytes(32 << 10);
  private static final int COMMITS_PER_CHECKPOINT = 80;
  private static final int MAX_BYTES = 3000;

  private final CheckpointStore checkpoints;
  private final SegmentLog log;
  private int next;

  private CommitLoop(CheckpointStore checkpoints, SegmentLog log, int next) {
    this.checkpoints = checkpoints;
    this.log = log;
    this.next = next;
  }

  public static void main(String[] arguments) throws IOException {
    CommitLoop loop = recover(Path.of(arguments[0]));
    while (true) {
      loop.commit();
    }
  }

  /** Reads what the disk holds, verifying that it is all numbers in order. */
  static CommitLoop recover(Path folder) throws IOException {
    CheckpointStore checkpoints =
        CheckpointStore.open(StoreFiles.disk(), folder.resolve("checkpoints"), StoreSteps.NONE);
    long from = 0;
    int next = 0;
    Optional<Checkpoint> latest = checkpoints.openLatest();
    if (latest.isPresent()) {
      try (Checkpoint checkpoint = latest.get()) {
        from = checkpoint.logPosition();
        next = ByteBuffer.wrap(checkpoint.stream("next").readAllBytes()).getInt();
      }
    }
    SegmentLog log =
        SegmentLog.open(StoreFiles.disk(), folder.resolve("log"), OPTIONS.withVerifyFrom(from));
    try (LogReader reader = log.read(from)) {
      while (reader.next()) {
        if (!reader.payload().equals(group(next))) {
          throw new IllegalStateException("group " + next + " is another one");
        }
        next++;
      }
    }
    return new CommitLoop(checkpoints, log, next);
  }

  /** Returns the number of the next group. */
  int next() {
    return next;
  }

  void close() throws IOException {
    log.close();
  }

  private void commit() throws IOException {
    log.append(group(next));
    log.force();
    System.out.println(next);
    next++;
    log.prepare();
    if (next % COMMITS_PER_CHECKPOINT == 0) {
      checkpoint();
    }
  }

  private void checkpoint() throws IOException {
    try (CheckpointWriter writer = checkpoints.begin(log.tail(), Map.of())) {
      writer.put("next", ByteBuffer.allocate(Integer.BYTES).putInt(0, next));
      writer.commit();
    }
    OptionalLong free = checkpoints.oldestUsableLogPosition();
    if (free.isPresent()) {
      log.freeBefore(free.getAsLong());
    }
  }

  private static ByteBuffer group(int number) {
    ByteBuffer group = ByteBuffer.allocate(Integer.BYTES + number * 31 % MAX_BYTES);
    group.putInt(0, number);
    for (int i = Integer.BYTES; i < group.capacity(); i++) {
      group.put(i, (byte) (number + i));
    }
    return group;
  }
}
