package io.weir.testkit;

import io.weir.api.config.ConfigException;
import io.weir.api.connector.ByteSink;
import io.weir.api.connector.Sink;
import io.weir.api.data.Batch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Encodes rows as the engine does, with an instance that is never started.
 *
 * <p>Thread: one at a time.
 */
final class EncodeCheck {

  private static final byte[] BEFORE = {7, 7, 7};

  private final SinkSetup setup;
  private final Story story;
  private final HarnessContext context;
  private final Batch all;

  /**
   * A check.
   *
   * @param context with the options of a target
   * @param story is told
   */
  EncodeCheck(SinkSetup setup, HarnessContext context, Story story) {
    this.setup = setup;
    this.context = context;
    this.story = story;
    this.all = setup.batch();
  }

  /** The bytes of each row, without id. */
  List<byte[]> rows() throws ConfigException {
    Sink sink = open();
    List<byte[]> rows = encodeAll(sink, null);
    close(sink);
    return rows;
  }

  /**
   * Encodes all rows in many ways.
   *
   * @param id of a row
   */
  void verify(String id) throws ConfigException {
    Sink first = open();
    List<byte[]> rows = encodeAll(first, null);
    List<byte[]> withId = encodeAll(first, id);
    context.clock().advance(Duration.ofDays(1));
    same(rows, encodeAll(first, null), "again, a day later");
    Sink second = open();
    same(withId, encodeAll(second, id), "by another instance");
    same(rows, encodeAll(second, null), "by another instance");
    for (int row = 0; row < rows.size(); row++) {
      Batch alone = RowBatches.of(setup.schema(), List.of(setup.rows().get(row)));
      same(rows.get(row), encode(second, alone, row, null), row, "alone in its batch");
    }
    close(first);
    close(second);
  }

  private Sink open() throws ConfigException {
    return setup.type().open(context, setup.schema(), setup.encoder());
  }

  private void close(Sink sink) {
    try {
      sink.close();
    } catch (RuntimeException e) {
      throw story.broken(SinkLaw.CLOSES, e, "close, without start, threw %s", e);
    }
  }

  private List<byte[]> encodeAll(Sink sink, @Nullable String id) {
    List<byte[]> rows = new ArrayList<>();
    for (int row = 0; row < all.size(); row++) {
      rows.add(encode(sink, all, row, id));
    }
    return rows;
  }

  private byte[] encode(Sink sink, Batch batch, int row, @Nullable String id) {
    int position = batch == all ? row : 0;
    story.step("encode %s%s", setup.rows().get(row), id == null ? "" : ", id " + id);
    ByteSink target = new ByteSink();
    target.write(BEFORE);
    try {
      sink.encode(batch, position, id, target);
    } catch (RuntimeException e) {
      throw story.broken(SinkLaw.ENCODES, e, "encode threw %s", e);
    }
    byte[] bytes = target.toByteArray();
    if (bytes.length < BEFORE.length
        || !Arrays.equals(BEFORE, Arrays.copyOf(bytes, BEFORE.length))) {
      throw story.broken(
          SinkLaw.APPENDS,
          "encode changed what was in the target: found %s, expected that it begins with %s",
          Arrays.toString(bytes),
          Arrays.toString(BEFORE));
    }
    return Arrays.copyOfRange(bytes, BEFORE.length, bytes.length);
  }

  private void same(List<byte[]> expected, List<byte[]> found, String how) {
    for (int row = 0; row < expected.size(); row++) {
      same(expected.get(row), found.get(row), row, how);
    }
  }

  private void same(byte[] expected, byte[] found, int row, String how) {
    if (!Arrays.equals(expected, found)) {
      throw story.broken(
          SinkLaw.PURE,
          "row %d encoded %s gives %s, at first %s",
          row + 1,
          how,
          Arrays.toString(found),
          Arrays.toString(expected));
    }
  }
}
