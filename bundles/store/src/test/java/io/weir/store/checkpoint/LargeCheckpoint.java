package io.weir.store.checkpoint;

import io.weir.store.StoreSteps;
import io.weir.store.file.StoreFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Map;

/** Writes and reads a checkpoint of 100 MB; run in a small heap. */
final class LargeCheckpoint {
  static final long BYTES = 100_000_000;

  private static final int PIECE_BYTES = 1_000_000;

  private LargeCheckpoint() {}

  public static void main(String[] arguments) throws IOException {
    CheckpointStore store =
        CheckpointStore.open(StoreFiles.disk(), Path.of(arguments[0]), StoreSteps.NONE);
    byte[] piece = new byte[PIECE_BYTES];
    try (CheckpointWriter writer = store.begin(1, Map.of())) {
      for (long i = 0; i < BYTES / PIECE_BYTES; i++) {
        writer.put("state", ByteBuffer.wrap(piece));
      }
      writer.commit();
    }
    long[] count = {0};
    try (Checkpoint checkpoint = store.openLatest().orElseThrow()) {
      checkpoint.read("state", bytes -> count[0] += bytes.remaining());
    }
    System.out.println("read " + count[0]);
  }
}
