package io.weir.engine.journal;

import io.weir.api.connector.ByteSink;
import io.weir.api.format.Records;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Raw records of one source, between two points of the journal where something else happens. The
 * same object is filled by a receiver, written to the journal, decoded, and filled again; or read
 * back from the journal and decoded.
 *
 * <p>Entry layout: the topics new to the {@link TopicTable}; the number of records; for each the
 * length, the topic's number + 1 and the receive time as the difference to the record before; the
 * rejections as (record, reason); then all payloads, one behind the other.
 *
 * <p>Thread: the pipeline's.
 */
public final class RecordBlock implements Records {

  /** Stands for a level that is not known. */
  public static final String NO_LEVEL = "\u0000";

  private static final String LEVELS_ONLY = "/" + NO_LEVEL;

  private final TopicTable topics;
  private final ByteSink payloads = new ByteSink();
  private int[] offsets = new int[256];
  private int[] topicNumbers = new int[256];
  private long[] receivedMicros = new long[256];
  private final Map<Integer, String> rejections = new HashMap<>();
  private int size;
  private int topicsBefore;

  /**
   * An empty block.
   *
   * @param topics of the source; shared by its blocks
   */
  public RecordBlock(TopicTable topics) {
    this.topics = topics;
    this.topicsBefore = topics.size();
  }

  /**
   * Appends a record.
   *
   * @param payload holds it
   * @param offset where it starts
   * @param length in bytes
   * @param topic null for none
   * @param received epoch microseconds
   */
  public void add(byte[] payload, int offset, int length, @Nullable String topic, long received) {
    ensure(size + 2);
    payloads.write(payload, offset, length);
    topicNumbers[size] = topics.numberOf(topic);
    receivedMicros[size] = received;
    offsets[++size] = payloads.size();
  }

  /**
   * Appends records without payload, for a format that takes its rows from elsewhere, such as
   * objects of the program.
   *
   * @param count how many
   * @param received epoch microseconds
   */
  public void addEmpty(int count, long received) {
    ensure(size + count + 1);
    Arrays.fill(topicNumbers, size, size + count, topics.numberOf(null));
    Arrays.fill(receivedMicros, size, size + count, received);
    Arrays.fill(offsets, size + 1, size + count + 1, payloads.size());
    size += count;
  }

  /**
   * Marks the last record as refused by its source.
   *
   * @param reason one sentence
   */
  public void rejectLast(String reason) {
    rejections.put(size - 1, reason);
  }

  /** Empties the block. */
  public void clear() {
    payloads.clear();
    rejections.clear();
    size = 0;
    topicsBefore = topics.size();
  }

  /** The bytes of all payloads. */
  public int payloadBytes() {
    return payloads.size();
  }

  /**
   * Writes the block.
   *
   * @param target receives the bytes
   */
  public void write(ByteSink target) {
    topics.write(topicsBefore, target);
    target.writeVarLong(size);
    long before = 0;
    for (int i = 0; i < size; i++) {
      target.writeVarLong(length(i));
      target.writeVarLong(topicNumbers[i] + 1L);
      Bytes.writeSigned(target, receivedMicros[i] - before);
      before = receivedMicros[i];
    }
    target.writeVarLong(rejections.size());
    rejections.forEach(
        (record, reason) -> {
          target.writeVarLong(record);
          Bytes.writeText(target, reason);
        });
    Bytes.writeBlob(target, payloads.array(), payloads.size());
  }

  /**
   * Fills the block with what {@link #write} wrote.
   *
   * @param source positioned at it
   */
  public void read(ByteBuffer source) {
    clear();
    topics.read(source);
    topicsBefore = topics.size();
    int count = Bytes.readVarInt(source);
    ensure(count + 1);
    long before = 0;
    int end = 0;
    for (int i = 0; i < count; i++) {
      end += Bytes.readVarInt(source);
      offsets[i + 1] = end;
      topicNumbers[i] = Bytes.readVarInt(source) - 1;
      before += Bytes.readSigned(source);
      receivedMicros[i] = before;
    }
    int rejected = Bytes.readVarInt(source);
    for (int i = 0; i < rejected; i++) {
      int record = Bytes.readVarInt(source);
      rejections.put(record, String.valueOf(Bytes.readNullableText(source)));
    }
    payloads.write(Bytes.copy(Bytes.readBlob(source)));
    size = count;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public byte[] bytes() {
    return payloads.array();
  }

  @Override
  public int offset(int record) {
    return offsets[record];
  }

  @Override
  public int length(int record) {
    return offsets[record + 1] - offsets[record];
  }

  @Override
  public @Nullable String topic(int record) {
    String topic = topics.topic(topicNumbers[record]);
    return topic == null || topic.endsWith(LEVELS_ONLY) ? null : topic;
  }

  /**
   * What the levels of a record's topic are read from: its topic, or what {@link #levelsOnly} made.
   *
   * @param record 0 to size - 1
   */
  public @Nullable String levels(int record) {
    return topics.topic(topicNumbers[record]);
  }

  /**
   * Levels for a record that has no topic, because it comes from a file that holds them as fields.
   * {@link #topic} of such a record is null. U+0000, which no MQTT topic may hold, tells them
   * apart.
   *
   * @param levels from level 0 on; null for a level that is not known
   */
  public static String levelsOnly(@Nullable String[] levels) {
    StringBuilder text = new StringBuilder();
    for (String level : levels) {
      text.append(level == null ? NO_LEVEL : level.replace('/', '\u2215')).append('/');
    }
    return text.append(NO_LEVEL).toString();
  }

  /**
   * The number of a record's topic, for those who remember something by topic.
   *
   * @param record 0 to size - 1
   * @return -1 for none
   */
  public int topicNumber(int record) {
    return topicNumbers[record];
  }

  @Override
  public long receivedMicros(int record) {
    return receivedMicros[record];
  }

  @Override
  public @Nullable String rejection(int record) {
    return rejections.isEmpty() ? null : rejections.get(record);
  }

  private void ensure(int capacity) {
    if (capacity > offsets.length) {
      int larger = Math.max(capacity, offsets.length * 2);
      offsets = Arrays.copyOf(offsets, larger);
      topicNumbers = Arrays.copyOf(topicNumbers, larger);
      receivedMicros = Arrays.copyOf(receivedMicros, larger);
    }
  }
}
