package io.weir.engine.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.api.connector.ByteSink;
import io.weir.engine.definition.SinkDefinition.Buffer;
import io.weir.engine.definition.SinkDefinition.WhenFull;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutboxTest {

  private static final Buffer WIDE = new Buffer(1 << 30, Long.MAX_VALUE / 2, WhenFull.DROP_OLDEST);

  @Test
  void shouldShowNothingBeforeTheCommit() throws Exception {
    Outbox outbox = new Outbox(WIDE, new MemorySpool(), 1 << 20);
    write(outbox, 3, 0);
    assertThat(outbox.row(1)).isNull();
    outbox.publish();
    assertThat(text(outbox.row(1))).isEqualTo("row 1");
    assertThat(text(outbox.row(3))).isEqualTo("row 3");
    assertThat(outbox.row(4)).isNull();
  }

  @Test
  void shouldForgetTheOldestBeyondItsBounds() throws Exception {
    Outbox outbox =
        new Outbox(new Buffer(100_000, 1_000, WhenFull.DROP_OLDEST), new MemorySpool(), 1 << 20);
    write(outbox, 20_000, 10);
    outbox.publish();
    long excess = outbox.excess(10, 0);
    assertThat(excess).isPositive();
    assertThat(outbox.forgetThrough(excess)).isEqualTo(excess);
    assertThat(outbox.pendingBytes()).isLessThanOrEqualTo(100_000);
    assertThat(text(outbox.row(1))).isEqualTo("row " + (excess + 1));
    assertThat(outbox.excess(2_000, 11)).as("made under a wrong clock").isZero();
    assertThat(outbox.excess(2_000, 0)).isEqualTo(20_000);
  }

  @Test
  void shouldHoldSourcesBackWhenToldToBlock() throws Exception {
    Outbox outbox =
        new Outbox(new Buffer(50, Long.MAX_VALUE / 2, WhenFull.BLOCK), new MemorySpool(), 1 << 20);
    assertThat(outbox.blocksSources()).isFalse();
    write(outbox, 20, 0);
    outbox.publish();
    assertThat(outbox.blocksSources()).isTrue();
    assertThat(outbox.excess(0, 0)).isZero();
    outbox.forgetThrough(20);
    assertThat(outbox.blocksSources()).isFalse();
  }

  @Test
  void shouldKeepRowsInMemoryWhileTheSpoolIsFull() throws Exception {
    MemorySpool spool = new MemorySpool();
    Outbox outbox = new Outbox(WIDE, spool, 10);
    spool.full(true);
    write(outbox, 5, 0);
    assertThatThrownBy(outbox::publish).hasMessage("no room");
    assertThat(text(outbox.row(5))).isEqualTo("row 5");
    spool.full(false);
    write(outbox, 1, 0);
    outbox.publish();
    assertThat(spool.chunks()).isEqualTo(2);
    assertThat(text(outbox.row(6))).isEqualTo("row 6");
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void shouldGiveEveryRowOnceInOrderOverCheckpointsAndCrashes(long seed) throws Exception {
    Random random = new Random(seed);
    MemorySpool spool = new MemorySpool();
    Outbox outbox = new Outbox(WIDE, spool, 2_000);
    long delivered = 0;
    long confirmed = 0;
    long written = 0;
    ByteSink checkpoint = null;
    long checkpointConfirmed = 0;
    for (int step = 0; step < 2_000; step++) {
      switch (random.nextInt(6)) {
        case 0, 1 -> {
          int rows = random.nextInt(200);
          write(outbox, rows, step);
          written += rows;
          outbox.publish();
        }
        case 2 -> {
          for (int i = random.nextInt(400); i > 0 && delivered < written; i--) {
            OutboxRow row = outbox.row(delivered + 1);
            assertThat(text(row)).as("seed %d step %d", seed, step).isEqualTo("row " + ++delivered);
          }
        }
        case 3 -> {
          confirmed = Math.max(confirmed, delivered - random.nextInt(50));
          outbox.forgetThrough(confirmed);
        }
        case 4 -> {
          checkpoint = new ByteSink();
          outbox.checkpoint(checkpoint);
          outbox.freeSpool();
          checkpointConfirmed = confirmed;
        }
        default -> {
          if (checkpoint != null && random.nextInt(4) == 0) {
            outbox = new Outbox(WIDE, spool, 2_000);
            outbox.restore(ByteBuffer.wrap(checkpoint.toByteArray()));
            // The replay computes what came after the checkpoint, and tells the confirmations.
            write(outbox, (int) (written - outbox.nextSequence() + 1), step);
            outbox.publish();
            outbox.forgetThrough(confirmed);
            assertThat(confirmed).isGreaterThanOrEqualTo(checkpointConfirmed);
            delivered = confirmed;
          }
        }
      }
      assertThat(outbox.pendingRows()).isEqualTo(written - Math.max(confirmed, 0));
    }
  }

  private static void write(Outbox outbox, int rows, long nowMicros) {
    for (int i = 0; i < rows; i++) {
      byte[] bytes = ("row " + outbox.nextSequence()).getBytes(StandardCharsets.UTF_8);
      outbox.beginRow(nowMicros).write(bytes);
      outbox.endRow(false);
    }
  }

  private static String text(OutboxRow row) throws IOException {
    return new String(row.array(), row.offset(), row.length(), StandardCharsets.UTF_8);
  }
}
