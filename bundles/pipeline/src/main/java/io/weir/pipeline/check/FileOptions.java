package io.weir.pipeline.check;

import io.weir.api.config.Option;
import java.time.Duration;
import java.util.List;

/**
 * The options of the pipeline file itself, beside those of types and formats. The same declarations
 * read the file and make the user's reference.
 */
public final class FileOptions {

  private FileOptions() {}

  /** The pipeline's name. */
  static final Option<String> PIPELINE =
      Option.text("pipeline", "The name: lower case letters, digits and hyphens.")
          .require()
          .like("hot-machines");

  /** The pipeline's version. */
  static final Option<String> VERSION =
      Option.text("version", "A semantic version, for people.").like("1.0.0");

  /** The commit interval. */
  static final Option<Duration> COMMIT =
      Option.duration(
              "commit",
              "The longest that a received record or a finished row waits to become durable;"
                  + " 0ms for as soon as the last commit is done.")
          .orElse("100ms");

  /** The type of a source, table or sink. */
  static final Option<String> TYPE =
      Option.text("type", "The kind: one that Weir or a bundle brings.").require().like("mqtt");

  /** How records are decoded and rows encoded. */
  static final Option<String> FORMAT =
      Option.text("format", "How bytes are read or written: one that Weir or a bundle brings.")
          .orElse("json")
          .like("csv");

  /** The columns. Read by {@link SchemaReader}. */
  static final Option<String> SCHEMA =
      Option.text(
              "schema", "The columns in order: name and type, or a map of the column's options.")
          .require()
          .like("{device: string, temp: double}");

  /** The zone of timestamps without offset. */
  static final Option<String> ZONE =
      Option.text("zone", "The time zone of timestamps written without an offset.")
          .orElse("UTC")
          .like("Europe/Berlin");

  /** How much conversion is allowed. */
  static final Option<String> COERCE =
      Option.choice(
              "coerce",
              "`exact` accepts text that is exactly a number and numbers in string columns;"
                  + " `strict` accepts no conversion.",
              "exact",
              "strict")
          .orElse("exact");

  /** The column of the event time. */
  static final Option<String> EVENT_TIME =
      Option.text("event-time", "The column that says when; without it the receive time counts.")
          .like("ts");

  /** The short form of the watermark. */
  static final Option<Duration> WATERMARK =
      Option.duration(
              "watermark",
              "How far event time may be out of order; or a map of the three options below.")
          .orElse("0s")
          .like("2s");

  /** The delay in the long form. */
  static final Option<Duration> WATERMARK_DELAY =
      Option.duration("watermark.delay", "How far event time may be out of order.").orElse("0s");

  /** The device column. */
  static final Option<String> WATERMARK_BY =
      Option.text(
              "watermark.by",
              "A column: the watermark is the smallest over its active values, so that one fast"
                  + " clock makes nobody else late.")
          .like("device");

  /** When a device is no longer active. */
  static final Option<String> WATERMARK_IDLE =
      Option.text(
              "watermark.idle-after",
              "A value of `by` silent for this long holds the watermark back no longer; a duration"
                  + " or `off`.")
          .orElse("off")
          .like("30s");

  /** The guard against fast clocks. */
  static final Option<String> MAX_AHEAD =
      Option.text(
              "max-ahead", "Records further in the future are quarantined; a duration or `off`.")
          .orElse("1h");

  /** When a source is idle. */
  static final Option<String> IDLE_AFTER =
      Option.text(
              "idle-after",
              "A source silent for this long no longer holds a query's watermark back; a duration"
                  + " or `off`.")
          .orElse("off")
          .like("30s");

  /** The short form of the identity. */
  static final Option<List<String>> IDENTITY =
      Option.textList(
              "identity",
              "Columns: records that are equal in all of them are the same record, and count once;"
                  + " or a map of the three options below.")
          .like("[device, seq, ts]");

  /** The columns in the long form. */
  static final Option<List<String>> IDENTITY_COLUMNS =
      Option.textList("identity.columns", "Columns that identify a record.")
          .require()
          .like("[device, seq, ts]");

  /** How long an identity is remembered. */
  static final Option<Duration> IDENTITY_HORIZON =
      Option.duration("identity.horizon", "How much event time an identity is remembered for.")
          .orElse("1h");

  /** How many identities are remembered. */
  static final Option<Integer> IDENTITY_MAX_KEYS =
      Option.integer(
              "identity.max-keys",
              "The most identities to remember, at least 1; the oldest is forgotten first and"
                  + " counted.")
          .orElse("1000000");

  /** The type of a column. */
  static final Option<String> COLUMN_TYPE =
      Option.text(
              "type",
              "boolean, int, long, float, double, decimal(p,s), string, binary, timestamp, date,"
                  + " array<T> or struct<a:T,…>.")
          .require()
          .like("double");

  /** Where the value stands. */
  static final Option<String> COLUMN_PATH =
      Option.text("path", "Where the value stands in a nested record; default: under its name.")
          .like("/values/temp");

  /** The unit of a numeric timestamp. */
  static final Option<String> COLUMN_UNIT =
      Option.choice("unit", "The unit of a timestamp written as a number.", "s", "ms", "us", "ns")
          .orElse("ms");

  /** The level of the topic. */
  static final Option<Integer> COLUMN_TOPIC_LEVEL =
      Option.integer("topic-level", "The level of the topic that is the value, from 0.").like("1");

  /** The key of a table. */
  static final Option<List<String>> KEY =
      Option.textList("key", "Columns: at most one row holds for each key.").like("[device]");

  /** From when a row holds. */
  static final Option<String> VALID_FROM =
      Option.text(
              "valid-from",
              "A timestamp column that says from when a row holds: makes the table versioned.")
          .like("since");

  /** When a table is looked at again. */
  static final Option<String> REFRESH =
      Option.text("refresh", "When to look for a new version: `on-change`, or a duration.")
          .orElse("on-change")
          .like("5m");

  /** The query's text. */
  static final Option<String> SQL =
      Option.text("sql", "The query, in the Spark SQL dialect.")
          .require()
          .like("SELECT * FROM readings");

  /** The output mode. */
  static final Option<String> OUTPUT =
      Option.choice(
              "output",
              "What a trigger yields: rows that will not change, the groups that changed, or the"
                  + " whole result.",
              "append",
              "update",
              "complete")
          .orElse("append");

  /** When a batch is computed. */
  static final Option<String> TRIGGER =
      Option.text(
              "trigger",
              "When a batch is computed: a duration, 0ms for as soon as a record is there, or"
                  + " `available-now` for what is there, then stop.")
          .orElse("100ms");

  /** The state budget. */
  static final Option<Long> MAX_STATE =
      Option.bytes(
              "max-state",
              "The state budget; a record that would need more is quarantined as state-full.")
          .orElse("64MB");

  /** How the watermarks of several inputs are joined. */
  static final Option<String> QUERY_WATERMARK =
      Option.choice(
              "watermark",
              "Which watermark of several inputs counts: the smallest or the greatest.",
              "min",
              "max")
          .orElse("min");

  /** What a sink takes. */
  static final Option<String> FROM =
      Option.text("from", "A query, or `QUERY.late`, `QUERY.quarantine`, `SOURCE.quarantine`.")
          .require()
          .like("hot");

  /** Whether rows carry their delivery identity. */
  static final Option<String> ID =
      Option.choice("id", "Whether rows carry `_id`, their delivery identity.", "delivery", "none")
          .orElse("delivery");

  /** How many bytes wait at most. */
  static final Option<Long> BUFFER_MAX_BYTES =
      Option.bytes("buffer.max-bytes", "The most bytes that wait for the target.").orElse("200MB");

  /** How long rows wait at most. */
  static final Option<Duration> BUFFER_MAX_AGE =
      Option.duration("buffer.max-age", "The longest that a row waits for the target.")
          .orElse("7d");

  /** What a full buffer does. */
  static final Option<String> BUFFER_WHEN_FULL =
      Option.choice(
              "buffer.when-full",
              "What happens when the buffer is full: the oldest rows are forgotten and counted, or"
                  + " the sources wait.",
              "drop-oldest",
              "block")
          .orElse("drop-oldest");

  /** Of the file, beside its four maps of parts. */
  public static final List<Option<?>> FILE = List.of(PIPELINE, VERSION, COMMIT);

  /** Of every source. */
  public static final List<Option<?>> SOURCE =
      List.of(
          TYPE,
          FORMAT,
          SCHEMA,
          ZONE,
          COERCE,
          EVENT_TIME,
          WATERMARK,
          WATERMARK_DELAY,
          WATERMARK_BY,
          WATERMARK_IDLE,
          MAX_AHEAD,
          IDLE_AFTER,
          IDENTITY,
          IDENTITY_COLUMNS,
          IDENTITY_HORIZON,
          IDENTITY_MAX_KEYS);

  /** Of every column of a source. */
  public static final List<Option<?>> COLUMN =
      List.of(COLUMN_TYPE, COLUMN_PATH, COLUMN_UNIT, COLUMN_TOPIC_LEVEL);

  /** Of every table. */
  public static final List<Option<?>> TABLE = List.of(TYPE, SCHEMA, KEY, VALID_FROM, REFRESH);

  /** Of every query. */
  public static final List<Option<?>> QUERY =
      List.of(SQL, OUTPUT, TRIGGER, MAX_STATE, QUERY_WATERMARK);

  /** Of every sink. */
  public static final List<Option<?>> SINK =
      List.of(TYPE, FROM, FORMAT, ID, BUFFER_MAX_BYTES, BUFFER_MAX_AGE, BUFFER_WHEN_FULL);
}
