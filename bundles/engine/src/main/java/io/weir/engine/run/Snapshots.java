package io.weir.engine.run;

import io.weir.api.connector.ByteSink;
import io.weir.api.connector.Confirmation;
import io.weir.engine.definition.PipelineDefinition;
import io.weir.engine.journal.Bytes;
import io.weir.engine.journal.Entries;
import io.weir.engine.query.StateReader;
import io.weir.engine.query.StateWriter;
import io.weir.engine.source.SourceStage;
import io.weir.store.checkpoint.Checkpoint;
import io.weir.store.checkpoint.CheckpointWriter;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The values of a checkpoint: one a source, table, query and sink, named after it, so that a
 * pipeline whose file was changed takes over what is unchanged.
 *
 * <p>Thread: the pipeline's.
 */
final class Snapshots {

  static final String FINGERPRINT = "fingerprint";
  static final String REPLAY_VERSION = "replay-version";
  private static final String NOW = "now";

  private Snapshots() {}

  /** What a checkpoint says beside its values. */
  static Map<String, String> metadata(PipelineCore core) {
    return Map.of(
        FINGERPRINT,
        core.definition().fingerprint(),
        REPLAY_VERSION,
        Integer.toString(Entries.REPLAY_VERSION),
        NOW,
        Long.toString(core.nowMicros()));
  }

  /**
   * Writes everything; the caller commits.
   *
   * @param drivers one a source; none if the positions of the sources are kept elsewhere
   */
  static void write(
      CheckpointWriter writer, PipelineCore core, List<SourceDriver> drivers, Confirmations seen)
      throws IOException {
    PipelineDefinition definition = core.definition();
    ByteSink bytes = new ByteSink();
    for (int i = 0; i < drivers.size(); i++) {
      bytes.clear();
      drivers.get(i).checkpoint(bytes);
      put(writer, "position/" + definition.sources().get(i).name(), bytes);
    }
    for (int i = 0; i < core.sources().size(); i++) {
      bytes.clear();
      Bytes.writeText(bytes, Signature.of(definition.sources().get(i)));
      core.sources().get(i).snapshot(bytes);
      put(writer, "source/" + definition.sources().get(i).name(), bytes);
    }
    for (TableStage table : core.tables()) {
      if (table.version() != null) {
        bytes.clear();
        bytes.writeLong(table.version().number());
        bytes.write(table.content());
        put(writer, "table/" + table.definition().name(), bytes);
      }
    }
    for (QueryNode node : core.queries()) {
      query(writer, node);
    }
    for (int i = 0; i < core.sinks().size(); i++) {
      bytes.clear();
      Confirmation confirmed = seen.durable(i);
      bytes.writeLong(confirmed == null ? -1 : confirmed.sequence());
      byte[] position = confirmed == null ? new byte[0] : confirmed.position();
      Bytes.writeBlob(bytes, position, position.length);
      core.sinks().get(i).outbox().checkpoint(bytes);
      put(writer, "sink/" + definition.sinks().get(i).name(), bytes);
    }
  }

  private static void query(CheckpointWriter writer, QueryNode node) throws IOException {
    ByteSink counts = new ByteSink();
    Bytes.writeText(counts, Signature.of(node.definition().spec()));
    node.snapshotCounts(counts);
    put(writer, "counts/" + node.name(), counts);
    String name = "state/" + node.name();
    ByteSink buffer = new ByteSink();
    node.query()
        .snapshot(
            new StateWriter() {
              @Override
              public ByteSink buffer() {
                return buffer;
              }

              @Override
              public void flush() {
                ByteBuffer length = ByteBuffer.allocate(4).putInt(0, buffer.size());
                try {
                  writer.put(name, length);
                  put(writer, name, buffer);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
                buffer.clear();
              }
            });
  }

  /**
   * Takes up a checkpoint, also one of another definition: what changed starts afresh.
   *
   * @return what was not taken over, one sentence each
   */
  static List<String> restore(
      Checkpoint checkpoint, PipelineCore core, List<SourceDriver> drivers, Confirmations seen)
      throws IOException {
    List<String> verdict = new ArrayList<>();
    PipelineDefinition definition = core.definition();
    core.restoreNow(Long.parseLong(checkpoint.metadata().getOrDefault(NOW, "0")));
    for (int i = 0; i < drivers.size(); i++) {
      String name = definition.sources().get(i).name();
      ByteBuffer position = get(checkpoint, "position/" + name);
      if (position != null) {
        drivers.get(i).restore(position);
      }
    }
    for (int i = 0; i < core.sources().size(); i++) {
      String name = definition.sources().get(i).name();
      source(checkpoint, core.sources().get(i), name, Signature.of(definition.sources().get(i)))
          .ifPresent(verdict::add);
    }
    for (TableStage table : core.tables()) {
      ByteBuffer bytes = get(checkpoint, "table/" + table.definition().name());
      if (bytes != null) {
        long number = bytes.getLong();
        core.announce(table, table.put(Bytes.copy(bytes), number));
      }
    }
    for (QueryNode node : core.queries()) {
      query(checkpoint, node).ifPresent(verdict::add);
    }
    for (int i = 0; i < core.sinks().size(); i++) {
      ByteBuffer bytes = get(checkpoint, "sink/" + definition.sinks().get(i).name());
      if (bytes != null) {
        long sequence = bytes.getLong();
        byte[] position = Bytes.copy(Bytes.readBlob(bytes));
        if (sequence >= 0) {
          seen.restored(i, new Confirmation(sequence, position));
        }
        core.sinks().get(i).outbox().restore(bytes);
      }
    }
    return verdict;
  }

  private static Optional<String> source(
      Checkpoint checkpoint, SourceStage stage, String name, String signature) throws IOException {
    ByteBuffer bytes = get(checkpoint, "source/" + name);
    if (bytes == null) {
      return Optional.empty();
    }
    if (!signature.equals(Bytes.readNullableText(bytes))) {
      return Optional.of(
          "source " + name + " was changed: its watermark and identities start afresh");
    }
    stage.restore(bytes);
    return Optional.empty();
  }

  private static Optional<String> query(Checkpoint checkpoint, QueryNode node) throws IOException {
    ByteBuffer counts = get(checkpoint, "counts/" + node.name());
    if (counts == null) {
      return Optional.empty();
    }
    boolean same = Signature.of(node.definition().spec()).equals(Bytes.readNullableText(counts));
    node.restoreCounts(counts);
    if (!same) {
      return Optional.of(
          "query " + node.name() + " was changed: its open windows and groups start afresh");
    }
    node.restoreFloors(counts);
    String name = "state/" + node.name();
    if (checkpoint.names().contains(name)) {
      try (InputStream stream = checkpoint.stream(name)) {
        node.query().restore(new Chunks(new DataInputStream(stream)));
      }
    }
    return Optional.empty();
  }

  private static void put(CheckpointWriter writer, String name, ByteSink bytes) throws IOException {
    writer.put(name, ByteBuffer.wrap(bytes.array(), 0, bytes.size()));
  }

  private static @Nullable ByteBuffer get(Checkpoint checkpoint, String name) throws IOException {
    if (!checkpoint.names().contains(name)) {
      return null;
    }
    try (InputStream stream = checkpoint.stream(name)) {
      return ByteBuffer.wrap(stream.readAllBytes());
    }
  }

  /** Chunks behind their lengths. */
  private record Chunks(DataInputStream stream) implements StateReader {
    @Override
    public @Nullable ByteBuffer next() {
      try {
        byte[] chunk = new byte[stream.readInt()];
        stream.readFully(chunk);
        return ByteBuffer.wrap(chunk).asReadOnlyBuffer();
      } catch (EOFException end) {
        return null;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
