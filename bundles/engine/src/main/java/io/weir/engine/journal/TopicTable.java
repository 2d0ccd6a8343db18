package io.weir.engine.journal;

import io.weir.api.connector.ByteSink;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The topics of a source, numbered in the order in which they came. A block writes the topics that
 * are new since the last checkpoint; all others are a number.
 *
 * <p>Thread: the pipeline's.
 */
public final class TopicTable {

  /** The number of a record without topic. */
  static final int NONE = -1;

  private final List<String> topics = new ArrayList<>();
  private final Map<String, Integer> numbers = new HashMap<>();
  private @Nullable String lastTopic;
  private int lastNumber = NONE;

  /** The number of topics known. */
  public int size() {
    return topics.size();
  }

  /**
   * The text of a topic.
   *
   * @param number as {@link #numberOf} gave it
   */
  public @Nullable String topic(int number) {
    return number == NONE ? null : topics.get(number);
  }

  /**
   * The number of a topic; a new one is added.
   *
   * @param topic null for none
   */
  int numberOf(@Nullable String topic) {
    if (topic == null) {
      return NONE;
    }
    if (!topic.equals(lastTopic)) {
      lastNumber = numbers.computeIfAbsent(topic, this::append);
      lastTopic = topic;
    }
    return lastNumber;
  }

  /** Forgets everything; only with no block open, and followed by a checkpoint. */
  public void clear() {
    topics.clear();
    numbers.clear();
    lastTopic = null;
    lastNumber = NONE;
  }

  /**
   * Writes the topics from a number on.
   *
   * @param from 0 for all
   * @param target receives the bytes
   */
  public void write(int from, ByteSink target) {
    target.writeVarLong(topics.size() - from);
    for (String topic : topics.subList(from, topics.size())) {
      byte[] utf8 = topic.getBytes(StandardCharsets.UTF_8);
      target.writeVarLong(utf8.length);
      target.write(utf8);
    }
  }

  /**
   * Adds the topics that {@link #write} wrote.
   *
   * @param source positioned at them
   */
  public void read(ByteBuffer source) {
    int count = Bytes.readVarInt(source);
    for (int i = 0; i < count; i++) {
      numberOf(Bytes.readText(source));
    }
  }

  private int append(String topic) {
    topics.add(topic);
    return topics.size() - 1;
  }
}
