package io.weir.mqtt;

import io.weir.api.Fate;
import io.weir.api.connector.ByteSink;
import io.weir.api.connector.Intake;
import io.weir.api.connector.Source;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The engine's side of a source: polls, commits, and keeps what a journal would, so that a new
 * instance can take over after a crash.
 */
public final class SourceRig implements Intake, AutoCloseable {

  private final TestContext context;
  private final Source source;
  private final ByteSink bytes = new ByteSink();

  // What the journal holds.
  private byte @Nullable [] checkpoint;
  private final List<byte[]> deltas = new ArrayList<>();
  private final List<String> accepted = new ArrayList<>();

  // Not committed yet.
  private final List<String> polled = new ArrayList<>();

  private final List<String> rejected = new ArrayList<>();
  private final Map<Fate, Integer> counts = new EnumMap<>(Fate.class);

  private SourceRig(TestContext context) {
    this.context = context;
    try {
      this.source = new MqttSourceType().open(context);
    } catch (io.weir.api.config.ConfigException e) {
      throw new AssertionError(e);
    }
  }

  public static SourceRig start(TestContext context) {
    SourceRig rig = new SourceRig(context);
    rig.source.start();
    return rig;
  }

  /** Another instance over what this one's journal holds. */
  public SourceRig next(TestContext nextContext) {
    SourceRig rig = new SourceRig(nextContext);
    rig.checkpoint = checkpoint;
    rig.deltas.addAll(deltas);
    rig.accepted.addAll(accepted);
    if (checkpoint != null) {
      rig.source.restore(ByteBuffer.wrap(checkpoint).asReadOnlyBuffer());
    }
    deltas.forEach(delta -> rig.source.replay(ByteBuffer.wrap(delta).asReadOnlyBuffer()));
    rig.source.start();
    return rig;
  }

  public Source source() {
    return source;
  }

  public TestContext context() {
    return context;
  }

  /** Committed payloads, in order. */
  public List<String> accepted() {
    return accepted;
  }

  public List<String> polled() {
    return polled;
  }

  public List<String> rejected() {
    return rejected;
  }

  public int count(Fate fate) {
    return counts.getOrDefault(fate, 0);
  }

  public int poll() {
    return source.poll(this, 10_000);
  }

  public void commit() {
    bytes.clear();
    source.prepareCommit(bytes);
    deltas.add(bytes.toByteArray());
    accepted.addAll(polled);
    polled.clear();
    source.committed();
  }

  /** The journal is forced and then the machine stops: nothing is acknowledged. */
  public void commitWithoutAcknowledging() {
    bytes.clear();
    source.prepareCommit(bytes);
    deltas.add(bytes.toByteArray());
    accepted.addAll(polled);
    polled.clear();
  }

  public void checkpoint() {
    bytes.clear();
    source.checkpoint(bytes);
    checkpoint = bytes.toByteArray();
    deltas.clear();
  }

  /** Polls and commits until a condition holds. */
  public void run(String what, BooleanSupplier until) {
    context.await(
        what + " (have " + accepted.size() + ")",
        () -> {
          if (poll() > 0 || source.wantsCommit(System.nanoTime())) {
            commit();
          }
          return until.getAsBoolean();
        });
  }

  /** Polls, without committing, until a condition holds. */
  public void pollUntil(String what, BooleanSupplier until) {
    context.await(
        what,
        () -> {
          poll();
          return until.getAsBoolean();
        });
  }

  @Override
  public void accept(
      byte[] payload, int offset, int length, @Nullable String topic, long receivedMicros) {
    polled.add(topic + " " + new String(payload, offset, length, StandardCharsets.UTF_8));
  }

  @Override
  public void reject(
      byte[] payload,
      int offset,
      int length,
      @Nullable String topic,
      long receivedMicros,
      String reason) {
    rejected.add(topic + " " + length + " " + reason);
  }

  @Override
  public void count(Fate fate, int records) {
    counts.merge(fate, records, Integer::sum);
  }

  @Override
  public void close() {
    source.close();
  }
}
