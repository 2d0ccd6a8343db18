package io.weir.engine.source;

import io.weir.api.data.Column;
import io.weir.api.data.ColumnBuilder;
import io.weir.api.data.DataType;
import io.weir.api.data.Dictionary;
import io.weir.api.data.StringColumn;
import io.weir.api.data.TextBuilder;
import io.weir.api.format.InputField;
import io.weir.api.format.RowBuilder;
import io.weir.engine.journal.BlockPart;
import io.weir.engine.journal.RecordBlock;
import java.math.BigDecimal;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Columns made of the topic of each record: its levels, and the hidden {@code _topic} itself.
 *
 * <p>Thread: the pipeline's.
 */
final class TopicColumns {

  private Dictionary topics = new Dictionary();
  private int[] codes = new int[64];
  private boolean[] none = new boolean[64];

  /** The hidden column of topics. */
  Column whole(RecordBlock block, int[] records, int count) {
    if (topics.size() > 1 << 16) {
      topics = new Dictionary();
    }
    if (codes.length < count) {
      codes = new int[count * 2];
      none = new boolean[count * 2];
    }
    boolean anyNone = false;
    int from = 0;
    while (from < count) { // a run of records of one topic
      int number = block.topicNumber(records[from]);
      int to = from + 1;
      while (to < count && block.topicNumber(records[to]) == number) {
        to++;
      }
      String topic = block.topic(records[from]);
      Arrays.fill(none, from, to, topic == null);
      Arrays.fill(codes, from, to, topic == null ? 0 : topics.codeOf(topic));
      anyNone |= topic == null;
      from = to;
    }
    return new StringColumn(topics, codes, anyNone ? none : null, count);
  }

  /** Fills a column with a level of each row's topic; a level that does not fit rejects the row. */
  static void level(InputField field, ColumnBuilder builder, BlockPart part, RowBuilder rows) {
    RecordBlock block = part.block();
    int lastNumber = Integer.MIN_VALUE;
    String level = null;
    for (int row = 0; row < rows.size(); row++) {
      int record = part.from() + rows.record(row);
      int number = block.topicNumber(record);
      if (number != lastNumber) {
        level = levelOf(block.levels(record), field.topicLevel());
        lastNumber = number;
      }
      append(field, builder, level, rows, row);
    }
  }

  private static void append(
      InputField field, ColumnBuilder builder, @Nullable String level, RowBuilder rows, int row) {
    if (level == null) {
      builder.appendNull();
    } else if (builder instanceof TextBuilder text) {
      text.append(level);
    } else {
      try {
        builder.append(parse(level, field.field().type()));
      } catch (NumberFormatException e) {
        builder.appendNull();
        rows.reject(
            row,
            "column %s: found topic level '%s', expected %s"
                .formatted(field.field().name(), level, field.field().type()));
      }
    }
  }

  private static Object parse(String level, DataType type) {
    BigDecimal number = new BigDecimal(level);
    try {
      if (type == DataType.INT) {
        return number.intValueExact();
      }
      if (type == DataType.LONG) {
        return number.longValueExact();
      }
    } catch (ArithmeticException e) {
      throw new NumberFormatException(e.getMessage());
    }
    if (type == DataType.DOUBLE) {
      return number.doubleValue();
    }
    throw new NumberFormatException(type.toString());
  }

  private static @Nullable String levelOf(@Nullable String topic, int level) {
    if (topic == null) {
      return null;
    }
    int start = 0;
    for (int i = 0; i < level; i++) {
      int slash = topic.indexOf('/', start);
      if (slash < 0) {
        return null;
      }
      start = slash + 1;
    }
    int end = topic.indexOf('/', start);
    String found = topic.substring(start, end < 0 ? topic.length() : end);
    return found.equals(RecordBlock.NO_LEVEL) ? null : found;
  }
}
