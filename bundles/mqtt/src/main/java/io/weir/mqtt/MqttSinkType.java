package io.weir.mqtt;

import io.weir.api.config.Config;
import io.weir.api.config.ConfigException;
import io.weir.api.config.Option;
import io.weir.api.connector.ByteSink;
import io.weir.api.connector.ConnectorContext;
import io.weir.api.connector.Sink;
import io.weir.api.connector.SinkType;
import io.weir.api.data.Batch;
import io.weir.api.data.Column;
import io.weir.api.data.ColumnBuilder;
import io.weir.api.data.Field;
import io.weir.api.data.Schema;
import io.weir.api.format.Encoder;
import io.weir.mqtt.send.MqttSink;
import io.weir.mqtt.send.SendSettings;
import io.weir.mqtt.send.TopicTemplate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** The sink type {@code mqtt}: MQTT 3.1.1, QoS 0 and 1. */
@Component(service = SinkType.class)
public final class MqttSinkType implements SinkType {

  static final Option<String> TOPIC =
      Option.text(
              "topic",
              "The topic to publish to; {COLUMN} stands for the row's value, with / + # and NUL"
                  + " percent-encoded and null or empty text as _.")
          .like("aggregates/{site}")
          .require();
  static final Option<Integer> QOS =
      Option.integer("qos", "The quality of service: 0 (may lose) or 1.").orElse("1");
  static final Option<Boolean> RETAIN =
      Option.flag("retain", "Whether the broker keeps the last message of each topic.")
          .orElse("false");
  static final Option<Integer> MAX_INFLIGHT =
      Option.integer("max-inflight", "How many messages may be unconfirmed, 1 to 65535.")
          .orElse("100");
  static final Option<Integer> SEND_ROWS =
      Option.integer(
              "send.rows",
              "The most rows a message, 1 to 100000; with more than 1 a message is a JSON array.")
          .orElse("1");
  static final Option<Long> SEND_BYTES =
      Option.bytes("send.bytes", "The size at which a message of several rows is full.")
          .orElse("64KB");
  static final Option<Duration> SEND_LINGER =
      Option.duration("send.linger", "How long a message that is not full waits for more rows.")
          .orElse("0ms");

  private static final int MAX_PACKET_IDS = 65_535;
  private static final int MAX_ROWS = 100_000;
  private static final long MAX_BYTES = 64L << 20;
  private static final Duration MAX_LINGER = Duration.ofHours(1);

  /** For the framework. */
  public MqttSinkType() {}

  @Override
  public String name() {
    return "mqtt";
  }

  @Override
  public List<Option<?>> options() {
    return List.of(
        ConnectionOptions.URL,
        TOPIC,
        QOS,
        RETAIN,
        MAX_INFLIGHT,
        SEND_ROWS,
        SEND_BYTES,
        SEND_LINGER,
        ConnectionOptions.USERNAME,
        ConnectionOptions.PASSWORD,
        ConnectionOptions.CLIENT_ID,
        ConnectionOptions.TLS_CA,
        ConnectionOptions.TLS_CERT,
        ConnectionOptions.TLS_KEY,
        ConnectionOptions.KEEP_ALIVE);
  }

  @Override
  public Sink open(ConnectorContext context, Schema schema, Encoder encoder)
      throws ConfigException {
    Config config = context.config();
    SendSettings settings = read(config);
    String topic = config.get(TOPIC);
    TopicTemplate template;
    try {
      template = TopicTemplate.parse(topic, schema);
    } catch (IllegalArgumentException e) {
      throw config.error(TOPIC, "'" + topic + "' " + e.getMessage());
    }
    if (settings.rows() > 1 && !writesObjects(schema, encoder)) {
      throw config.error(
          SEND_ROWS,
          "is %d, but only rows in JSON can share a message; use format: json or rows: 1"
              .formatted(settings.rows()));
    }
    return new MqttSink(
        context,
        // A publisher has nothing that the broker should remember.
        ConnectionOptions.read(context, "sink", true, settings.maxInflight()),
        settings,
        template,
        encoder);
  }

  private static SendSettings read(Config config) throws ConfigException {
    int qos = config.get(QOS);
    if (qos == 2) {
      throw config.error(
          QOS, "2 is not supported; use qos: 1, where the upstream drops repeated rows by _id");
    }
    if (qos != 0 && qos != 1) {
      throw config.error(QOS, qos + " is not a quality of service; expected 0 or 1");
    }
    int maxInflight = config.get(MAX_INFLIGHT);
    if (maxInflight < 1 || maxInflight > MAX_PACKET_IDS) {
      throw config.error(MAX_INFLIGHT, maxInflight + " is out of range; expected 1 to 65535");
    }
    int rows = config.get(SEND_ROWS);
    if (rows < 1 || rows > MAX_ROWS) {
      throw config.error(SEND_ROWS, rows + " is out of range; expected 1 to 100000");
    }
    long bytes = config.get(SEND_BYTES);
    if (bytes < 1 || bytes > MAX_BYTES) {
      throw config.error(SEND_BYTES, bytes + " bytes is out of range; expected 1B to 64MB");
    }
    Duration linger = config.get(SEND_LINGER);
    if (linger.isNegative() || linger.compareTo(MAX_LINGER) > 0) {
      throw config.error(SEND_LINGER, linger + " is out of range; expected 0ms to 1h");
    }
    return new SendSettings(
        qos, config.get(RETAIN), maxInflight, rows, (int) bytes, linger.toNanos());
  }

  /** Encodes a row of nulls to see: an encoder is a pure function. */
  private static boolean writesObjects(Schema schema, Encoder encoder) {
    List<Column> columns = new ArrayList<>();
    for (Field field : schema.fields()) {
      ColumnBuilder builder = ColumnBuilder.of(field.type());
      builder.appendNull();
      columns.add(builder.build());
    }
    ByteSink target = new ByteSink();
    encoder.encode(new Batch(schema, columns, 1), 0, null, target);
    return target.size() >= 2
        && target.array()[0] == '{'
        && target.array()[target.size() - 1] == '}';
  }
}
