package io.weir.engine.definition;

import io.weir.api.config.Config;
import io.weir.api.connector.SourceType;
import io.weir.api.data.DataType;
import io.weir.api.data.Field;
import io.weir.api.data.Schema;
import io.weir.api.format.FormatType;
import io.weir.api.format.InputField;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A source of a pipeline.
 *
 * @param name its name
 * @param type opens it
 * @param config for the type, and for the format
 * @param format decodes it
 * @param fields the declared columns, in order
 * @param eventTimeColumn the position of the event time among the fields, a timestamp; -1 for the
 *     receive time
 * @param watermark how the watermark follows the event time
 * @param maxAheadMicros records further in the future are quarantined; -1 for off
 * @param idleAfterMicros a source silent for this long no longer holds back; -1 for off
 * @param identity what makes two records the same; null for nothing
 */
public record SourceDefinition(
    String name,
    SourceType type,
    Config config,
    FormatType format,
    List<InputField> fields,
    int eventTimeColumn,
    Watermark watermark,
    long maxAheadMicros,
    long idleAfterMicros,
    @Nullable Identity identity) {

  /** The hidden column of the event time. */
  public static final Field EVENT_TIME = Field.hidden("_event_time", DataType.TIMESTAMP);

  /** The hidden column of the receive time. */
  public static final Field RECEIVED = Field.hidden("_received", DataType.TIMESTAMP);

  /** The hidden column of the topic. */
  public static final Field TOPIC = Field.hidden("_topic", DataType.STRING);

  /** Copies the fields. */
  public SourceDefinition {
    fields = List.copyOf(fields);
  }

  /** The declared columns, then the hidden event time, receive time and topic. */
  public Schema schema() {
    List<Field> columns = new ArrayList<>();
    fields.forEach(field -> columns.add(field.field()));
    columns.add(EVENT_TIME);
    columns.add(RECEIVED);
    columns.add(TOPIC);
    return new Schema(columns);
  }

  /**
   * How the watermark follows the event time: the greatest event time minus the delay, or the
   * smallest of that over the active devices.
   *
   * @param delayMicros 0 or more
   * @param byColumn the position of the device among the fields; -1 for one watermark for all
   * @param deviceIdleMicros a device silent for this long is not active; -1 for never; only with
   *     byColumn
   */
  public record Watermark(long delayMicros, int byColumn, long deviceIdleMicros) {}

  /**
   * The columns that identify a record, and how long they are remembered.
   *
   * @param columns positions among the fields, at least one
   * @param horizonMicros of event time
   * @param maxKeys the most to remember; the oldest is forgotten first
   */
  public record Identity(List<Integer> columns, long horizonMicros, int maxKeys) {
    /** Copies the columns. */
    public Identity {
      columns = List.copyOf(columns);
    }
  }
}
