package io.weir.operators.partition;

import io.weir.operators.KeyedOperator;
import io.weir.operators.KeyedOperator.Ownership;
import io.weir.operators.StateSink;
import io.weir.operators.StateSource;
import io.weir.operators.key.KeyTable;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * The state of partitions: how many there are, then the state of each. Where fewer or more of them
 * read it than wrote it, each takes what it owns of all; so a gateway may be given another number
 * of threads.
 */
final class PartitionedState {

  private PartitionedState() {}

  static void write(List<KeyedOperator> partitions, StateSink sink) {
    sink.buffer().writeInt(partitions.size());
    sink.endEntry();
    partitions.forEach(partition -> partition.snapshot(sink));
  }

  static void restore(List<KeyedOperator> partitions, StateSource source) {
    int written = source.nextEntry().getInt();
    if (written == partitions.size()) {
      partitions.forEach(partition -> partition.restore(source));
      return;
    }
    for (int i = 0; i < written; i++) {
      Recording recording = new Recording(source);
      partitions.get(0).restore(recording, ownership(0, partitions.size()));
      for (int p = 1; p < partitions.size(); p++) {
        partitions.get(p).restore(recording.again(), ownership(p, partitions.size()));
      }
    }
  }

  private static Ownership ownership(int partition, int partitions) {
    return new Ownership() {
      @Override
      public boolean owns(KeyTable keys, int key) {
        return Router.partition(keys.hash(key), partitions) == partition;
      }

      @Override
      public boolean ownsKeyless() {
        return partition == 0;
      }
    };
  }

  /** Remembers the entries that it gives; how long one is shows when it has been read. */
  private static final class Recording implements StateSource {
    private final StateSource source;
    private final List<byte[]> entries = new ArrayList<>();
    private ByteBuffer entry = ByteBuffer.allocate(0);
    private int start;

    Recording(StateSource source) {
      this.source = source;
    }

    @Override
    public ByteBuffer nextEntry() {
      remember();
      entry = source.nextEntry();
      start = entry.position();
      return entry;
    }

    private void remember() {
      byte[] bytes = new byte[entry.position() - start];
      entry.get(start, bytes);
      entries.add(bytes);
      start = entry.position();
    }

    /** The same entries once more. */
    StateSource again() {
      if (start < entry.position()) {
        remember();
      }
      Iterator<byte[]> rest = entries.listIterator(1); // behind what came before the first
      return () -> ByteBuffer.wrap(rest.next());
    }
  }
}
