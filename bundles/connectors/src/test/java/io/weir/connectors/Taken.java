package io.weir.connectors;

import io.weir.api.Fate;
import io.weir.api.connector.ByteSink;
import io.weir.api.connector.Intake;
import io.weir.api.connector.Source;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An intake that keeps what it took, as text; what was rejected with {@code !}. */
public final class Taken implements Intake {

  public final List<String> records = new ArrayList<>();

  @Override
  public void accept(
      byte[] payload, int offset, int length, @Nullable String topic, long receivedMicros) {
    records.add(new String(payload, offset, length, StandardCharsets.UTF_8));
  }

  @Override
  public void reject(
      byte[] payload,
      int offset,
      int length,
      @Nullable String topic,
      long receivedMicros,
      String reason) {
    records.add("!" + reason);
  }

  @Override
  public void count(Fate fate, int records) {
    throw new AssertionError(fate);
  }

  /** What one poll of at most that many gives. */
  public static List<String> poll(Source source, int limit) {
    Taken taken = new Taken();
    int count = source.poll(taken, limit);
    if (count != taken.records.size()) {
      throw new AssertionError(count + " said, handed over " + taken.records);
    }
    return taken.records;
  }

  /** What polling gives until nothing comes. */
  public static List<String> all(Source source) {
    List<String> all = new ArrayList<>();
    List<String> some = poll(source, 3);
    while (!some.isEmpty()) {
      all.addAll(some);
      some = poll(source, 3);
    }
    return all;
  }

  /** Commits and gives the checkpoint. */
  public static ByteBuffer commit(Source source) {
    source.prepareCommit(new ByteSink());
    source.committed();
    ByteSink position = new ByteSink();
    source.checkpoint(position);
    return ByteBuffer.wrap(position.toByteArray()).asReadOnlyBuffer();
  }
}
