package io.weir.engine.query;

import io.weir.api.connector.ByteSink;
import io.weir.operators.StateSink;
import io.weir.operators.StateSource;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Entries of operators in chunks of a checkpoint: a chunk holds whole entries. */
final class StateIo {

  private static final int CHUNK_BYTES = 256 * 1024;

  private StateIo() {}

  static final class Writing implements StateSink {
    private final StateWriter writer;

    Writing(StateWriter writer) {
      this.writer = writer;
    }

    @Override
    public ByteSink buffer() {
      return writer.buffer();
    }

    @Override
    public void endEntry() {
      if (writer.buffer().size() >= CHUNK_BYTES) {
        writer.flush();
      }
    }
  }

  static final class Reading implements StateSource {
    private final StateReader reader;
    private @Nullable ByteBuffer chunk;

    Reading(StateReader reader) {
      this.reader = reader;
    }

    @Override
    public ByteBuffer nextEntry() {
      ByteBuffer present = chunk;
      while (present == null || !present.hasRemaining()) {
        present = reader.next();
        if (present == null) {
          throw new IllegalStateException(
              "the state of the query ends too early: the checkpoint is incomplete");
        }
      }
      chunk = present;
      return present;
    }
  }
}
