package io.weir.mqtt;

import io.weir.api.config.Config;
import io.weir.api.config.ConfigException;
import io.weir.api.config.Option;
import io.weir.api.connector.ConnectorContext;
import io.weir.api.connector.Source;
import io.weir.api.connector.SourceType;
import io.weir.mqtt.receive.MqttSource;
import io.weir.mqtt.receive.ReceiverSettings;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Component;

/** The source type {@code mqtt}: MQTT 3.1.1, QoS 0 and 1. */
@Component(service = SourceType.class)
public final class MqttSourceType implements SourceType {

  static final Option<String> TOPIC =
      Option.text("topic", "The topic filter to subscribe to; + and # are wildcards.")
          .like("plant/+/readings")
          .require();
  static final Option<Integer> QOS =
      Option.integer("qos", "The quality of service: 0 (may lose) or 1.").orElse("1");
  static final Option<Integer> MAX_INFLIGHT =
      Option.integer(
              "max-inflight",
              "How many unacknowledged messages the broker allows (mosquitto:"
                  + " max_inflight_messages), 1 to 65535.")
          .orElse("20");
  static final Option<String> RETAINED =
      Option.choice(
              "retained",
              "Whether messages that the broker kept from before the subscription are records.",
              "ignore",
              "include")
          .orElse("ignore");
  static final Option<Long> MAX_PAYLOAD =
      Option.bytes("max-payload", "Larger payloads are quarantined; their first kilobyte is kept.")
          .orElse("256KB");

  private static final int MAX_PACKET_IDS = 65_535;
  private static final long MAX_PAYLOAD_BYTES = 256L << 20; // [MQTT-2.2.3]

  /** For the framework. */
  public MqttSourceType() {}

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
        MAX_INFLIGHT,
        RETAINED,
        MAX_PAYLOAD,
        ConnectionOptions.USERNAME,
        ConnectionOptions.PASSWORD,
        ConnectionOptions.CLIENT_ID,
        ConnectionOptions.TLS_CA,
        ConnectionOptions.TLS_CERT,
        ConnectionOptions.TLS_KEY,
        ConnectionOptions.KEEP_ALIVE);
  }

  @Override
  public Source open(ConnectorContext context) throws ConfigException {
    ReceiverSettings settings = read(context.config());
    return new MqttSource(
        context,
        ConnectionOptions.read(context, "source", false, settings.maxInflight()),
        settings);
  }

  @Override
  public double maxRatePerSecond(ConnectorContext context, long commitMicros) {
    Config config = context.config();
    if (config.get(QOS) == 0 || commitMicros <= 0) {
      return Double.POSITIVE_INFINITY;
    }
    return config.get(MAX_INFLIGHT) * (double) TimeUnit.SECONDS.toMicros(1) / commitMicros;
  }

  private static ReceiverSettings read(Config config) throws ConfigException {
    String topic = config.get(TOPIC);
    try {
      ReceiverSettings.checkTopic(topic);
    } catch (IllegalArgumentException e) {
      throw config.error(TOPIC, "'" + topic + "' " + e.getMessage());
    }
    int qos = config.get(QOS);
    if (qos == 2) {
      throw config.error(
          QOS,
          "2 is not supported; use qos: 1, whose repeated deliveries are recognised, with"
              + " `identity` where the broker renumbers messages");
    }
    if (qos != 0 && qos != 1) {
      throw config.error(QOS, qos + " is not a quality of service; expected 0 or 1");
    }
    int maxInflight = config.get(MAX_INFLIGHT);
    if (maxInflight < 1 || maxInflight > MAX_PACKET_IDS) {
      throw config.error(MAX_INFLIGHT, maxInflight + " is out of range; expected 1 to 65535");
    }
    long maxPayload = config.get(MAX_PAYLOAD);
    if (maxPayload < 1 || maxPayload > MAX_PAYLOAD_BYTES) {
      throw config.error(MAX_PAYLOAD, maxPayload + " bytes is out of range; expected 1B to 256MB");
    }
    return new ReceiverSettings(
        topic, qos, maxInflight, config.get(RETAINED).equals("include"), (int) maxPayload);
  }
}
