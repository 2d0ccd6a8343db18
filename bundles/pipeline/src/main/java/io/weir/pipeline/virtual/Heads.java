package io.weir.pipeline.virtual;

import io.weir.api.config.ConfigException;
import io.weir.api.data.Column;
import io.weir.api.data.DataType;
import io.weir.api.data.Field;
import io.weir.api.data.LongColumn;
import io.weir.api.data.Schema;
import io.weir.api.format.Decoder;
import io.weir.api.format.InputField;
import io.weir.api.format.RowBuilder;
import io.weir.engine.definition.SourceDefinition;
import io.weir.engine.journal.RecordBlock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Reads ahead what decides where a record stands among others: its event time, and the topic that
 * its line names.
 *
 * <p>Thread: one at a time.
 */
final class Heads {

  /** The event time of a record that has none that can be read. */
  static final long UNKNOWN = Long.MIN_VALUE;

  private static final byte[] TOPIC_NAME = {'_', 't', 'o', 'p', 'i', 'c'};

  private final @Nullable InputField eventTime;
  private final List<InputField> levels = new ArrayList<>();
  private final int levelCount;
  private final @Nullable Decoding times;
  private final @Nullable Decoding timesAndTopics;

  private long[] first = new long[64];
  private long[] greatest = new long[64];
  private @Nullable String[] topics = new @Nullable String[64];

  /** A decoder with the rows that it fills. */
  private record Decoding(Decoder decoder, RowBuilder rows) {}

  Heads(SourceDefinition source) {
    int event = source.eventTimeColumn();
    InputField declared = event < 0 ? null : source.fields().get(event);
    boolean fromTopic = declared != null && declared.topicLevel() >= 0;
    this.eventTime = fromTopic ? null : declared;
    source.fields().stream().filter(f -> f.topicLevel() >= 0).forEach(levels::add);
    this.levelCount = levels.stream().mapToInt(InputField::topicLevel).max().orElse(-1) + 1;
    List<InputField> plain = new ArrayList<>();
    if (eventTime != null) {
      plain.add(eventTime);
    }
    List<InputField> all = new ArrayList<>(plain);
    all.add(text("_topic"));
    levels.forEach(level -> all.add(text(level.field().name())));
    this.times = plain.isEmpty() ? null : decoding(source, plain);
    this.timesAndTopics = decoding(source, all);
  }

  private static InputField text(String name) {
    return new InputField(
        Field.of(name, DataType.STRING),
        List.of(name),
        TimeUnit.MILLISECONDS,
        ZoneOffset.UTC,
        -1,
        false);
  }

  /** A format that cannot read such columns, as text, gives neither time nor topic. */
  private static @Nullable Decoding decoding(SourceDefinition source, List<InputField> fields) {
    try {
      Schema schema = new Schema(fields.stream().map(InputField::field).toList());
      return new Decoding(source.format().decoder(source.config(), fields), new RowBuilder(schema));
    } catch (ConfigException e) {
      return null;
    }
  }

  /** Reads a block. */
  void read(RecordBlock block) {
    int count = block.size();
    if (first.length < count) {
      first = new long[count];
      greatest = new long[count];
      topics = new @Nullable String[count];
    }
    Arrays.fill(first, 0, count, UNKNOWN);
    Arrays.fill(greatest, 0, count, UNKNOWN);
    Arrays.fill(topics, 0, count, null);
    boolean withTopics = timesAndTopics != null && (!levels.isEmpty() || mentionsTopic(block));
    Decoding decoding = withTopics ? timesAndTopics : times;
    if (decoding == null || count == 0) {
      return;
    }
    RowBuilder rows = decoding.rows();
    rows.clear();
    decoding.decoder().decode(block, rows);
    if (eventTime != null) {
      readTimes(rows);
    }
    if (withTopics) {
      readTopics(rows);
    }
  }

  /** The event time of the first row of a record; {@link #UNKNOWN} if it cannot be read. */
  long firstMicros(int record) {
    return first[record];
  }

  /** The greatest event time of the rows of a record; {@link #UNKNOWN} if none can be read. */
  long greatestMicros(int record) {
    return greatest[record];
  }

  /** The topic of a record, or its levels in the form of one; null for none. */
  @Nullable String topic(int record) {
    return topics[record];
  }

  private void readTimes(RowBuilder rows) {
    LongColumn times = (LongColumn) rows.column(0).build();
    long[] values = times.values();
    for (int row = 0; row < rows.size(); row++) {
      if (rows.rejection(row) == null && !times.isNull(row)) {
        int record = rows.record(row);
        if (first[record] == UNKNOWN) {
          first[record] = values[row];
        }
        greatest[record] = Math.max(greatest[record], values[row]);
      }
    }
  }

  private void readTopics(RowBuilder rows) {
    int column = eventTime == null ? 0 : 1;
    Column topic = rows.column(column).build();
    List<Column> fields = new ArrayList<>();
    for (int i = 0; i < levels.size(); i++) {
      fields.add(rows.column(column + 1 + i).build());
    }
    for (int row = 0; row < rows.size(); row++) {
      int record = rows.record(row);
      if (rows.rejection(row) == null && topics[record] == null) {
        Object whole = topic.value(row);
        topics[record] = whole != null ? whole.toString() : levelsOf(fields, row);
      }
    }
  }

  private @Nullable String levelsOf(List<Column> fields, int row) {
    if (fields.isEmpty()) {
      return null;
    }
    @Nullable String[] texts = new @Nullable String[levelCount];
    for (int i = 0; i < fields.size(); i++) {
      Object value = fields.get(i).value(row);
      texts[levels.get(i).topicLevel()] = value == null ? null : value.toString();
    }
    return RecordBlock.levelsOnly(texts);
  }

  private static boolean mentionsTopic(RecordBlock block) {
    byte[] bytes = block.bytes();
    int end = block.payloadBytes() - TOPIC_NAME.length;
    for (int i = 0; i <= end; i++) {
      if (bytes[i] == '_'
          && Arrays.equals(bytes, i, i + TOPIC_NAME.length, TOPIC_NAME, 0, TOPIC_NAME.length)) {
        return true;
      }
    }
    return false;
  }
}
