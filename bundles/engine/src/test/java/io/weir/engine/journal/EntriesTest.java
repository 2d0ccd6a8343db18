package io.weir.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.api.Fate;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntriesTest {

  /** Writes down what it is told. */
  private static final class Scribe implements JournalVisitor {
    private final List<String> told = new ArrayList<>();
    private final RecordBlock block = new RecordBlock(new TopicTable());

    @Override
    public void records(int source, boolean clockTrusted, ByteBuffer bytes) {
      block.read(bytes);
      told.add("records " + source + " " + clockTrusted + " " + describe(block));
    }

    @Override
    public void tick(long nowMicros, BitSet queries) {
      told.add("tick " + nowMicros + " " + queries);
    }

    @Override
    public void resumed(long nowMicros) {
      told.add("resumed " + nowMicros);
    }

    @Override
    public void table(int table, ByteBuffer content) {
      told.add("table " + table + " " + text(content));
    }

    @Override
    public void progress(int source, ByteBuffer progress) {
      told.add("progress " + source + " " + text(progress));
    }

    @Override
    public void count(int source, Fate fate, long records) {
      told.add("count " + source + " " + fate + " " + records);
    }

    @Override
    public void confirmed(int sink, long sequence, ByteBuffer position) {
      told.add("confirmed " + sink + " " + sequence + " " + text(position));
    }

    @Override
    public void dropped(int sink, long sequence, long rows) {
      told.add("dropped " + sink + " " + sequence + " " + rows);
    }
  }

  @Test
  void shouldTellWhatWasWrittenInOrder() {
    Entries entries = new Entries();
    entries.tick(-5, BitSet.valueOf(new long[] {5, 1}));
    entries.resumed(8);
    entries.table(2, utf8("a,b\n1,2\n"));
    entries.progress(1, utf8(""));
    entries.count(0, Fate.OVERFLOW, 7);
    entries.count(0, Fate.DUPLICATE, 1L << 40);
    entries.confirmed(3, 9, utf8("len"));
    entries.dropped(3, 12, 3);
    Scribe scribe = new Scribe();
    ByteBuffer commit = entries.toBuffer();
    assertThat(Entries.replayVersion(commit)).isEqualTo(Entries.REPLAY_VERSION);
    Entries.replay(commit, scribe);
    assertThat(scribe.told)
        .containsExactly(
            "tick -5 {0, 2, 64}",
            "resumed 8",
            "table 2 a,b\n1,2\n",
            "progress 1 ",
            "count 0 OVERFLOW 7",
            "count 0 DUPLICATE 1099511627776",
            "confirmed 3 9 len",
            "dropped 3 12 3");
    entries.clear();
    assertThat(entries.isEmpty()).isTrue();
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4})
  void shouldGiveBackBlocksWhoseTopicsCameEarlier(long seed) {
    Random random = new Random(seed);
    RecordBlock written = new RecordBlock(new TopicTable());
    Scribe scribe = new Scribe();
    Entries entries = new Entries();
    List<String> expected = new ArrayList<>();
    for (int blocks = 0; blocks < 20; blocks++) {
      written.clear();
      int records = random.nextInt(600);
      for (int i = 0; i < records; i++) {
        byte[] payload = new byte[random.nextInt(40)];
        random.nextBytes(payload);
        String topic = random.nextInt(10) == 0 ? null : "plant/" + random.nextInt(30) + "/readings";
        written.add(payload, 0, payload.length, topic, random.nextLong() >> 16);
        if (random.nextInt(50) == 0) {
          written.rejectLast("too long " + i);
        }
      }
      entries.records(1, blocks % 2 == 0, written);
      expected.add("records 1 " + (blocks % 2 == 0) + " " + describe(written));
    }
    Entries.replay(entries.toBuffer(), scribe);
    assertThat(scribe.told).isEqualTo(expected);
  }

  private static String describe(RecordBlock block) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < block.size(); i++) {
      ByteBuffer payload = ByteBuffer.wrap(block.bytes(), block.offset(i), block.length(i));
      text.append(block.topic(i))
          .append(' ')
          .append(block.receivedMicros(i))
          .append(' ')
          .append(payload.hashCode())
          .append(' ')
          .append(block.rejection(i))
          .append('\n');
    }
    return text.toString();
  }

  private static ByteBuffer utf8(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String text(ByteBuffer bytes) {
    return StandardCharsets.UTF_8.decode(bytes.duplicate()).toString();
  }
}
