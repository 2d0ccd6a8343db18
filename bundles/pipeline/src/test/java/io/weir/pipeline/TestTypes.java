package io.weir.pipeline;

import io.weir.api.config.ConfigException;
import io.weir.api.config.Option;
import io.weir.api.connector.ConnectorContext;
import io.weir.api.connector.Sink;
import io.weir.api.connector.SinkType;
import io.weir.api.connector.Source;
import io.weir.api.connector.SourceType;
import io.weir.api.data.Schema;
import io.weir.api.format.Encoder;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The types of the class path, and a broker that never connects. */
final class TestTypes {

  static final Variables VARIABLES = Variables.of(Map.of("SECRET", "s3cr3t"), "edge-17");

  private TestTypes() {}

  static TypeRegistry registry() {
    return TypeRegistry.builder()
        .services(TestTypes.class.getClassLoader())
        .source(new BrokerSource())
        .sink(new BrokerSink())
        .groupState(new Presence(), "1")
        .build();
  }

  static Pipeline read(String yaml) throws PipelineException {
    return PipelineFile.read("p.yaml", yaml, Path.of("/etc/weir"), registry(), VARIABLES);
  }

  private static final List<Option<?>> CONNECTION =
      List.of(
          Option.text("url", "Where the broker is.").require().like("tcp://127.0.0.1:1883"),
          Option.text("username", "Who connects."),
          Option.secret("password", "How the broker knows."),
          Option.path("tls.ca", "The CA's certificate."),
          Option.text("topic", "What to subscribe to.").require().like("plant/+/readings"),
          Option.integer("qos", "0 or 1.").orElse("1"),
          Option.integer("max-inflight", "Unacknowledged messages.").orElse("20"),
          Option.choice("retained", "Retained messages.", "ignore", "include").orElse("ignore"),
          Option.integer("send.rows", "Rows a message.").orElse("1"),
          Option.bytes("send.bytes", "Bytes a message.").orElse("64KB"),
          Option.duration("send.linger", "How long to wait.").orElse("0ms"));

  private static final class BrokerSource implements SourceType {
    @Override
    public String name() {
      return "mqtt";
    }

    @Override
    public List<Option<?>> options() {
      return CONNECTION;
    }

    @Override
    public Source open(ConnectorContext context) throws ConfigException {
      Option<?> qos = CONNECTION.get(5);
      if (context.config().get(qos).equals(2)) {
        throw context.config().error(qos, "2 is not supported: use 1");
      }
      return stub(Source.class);
    }

    @Override
    public double maxRatePerSecond(ConnectorContext context, long commitMicros) {
      int window = (Integer) context.config().get(CONNECTION.get(6));
      return window * 1e6 / commitMicros;
    }
  }

  private static final class BrokerSink implements SinkType {
    @Override
    public String name() {
      return "mqtt";
    }

    @Override
    public List<Option<?>> options() {
      return CONNECTION;
    }

    @Override
    public Sink open(ConnectorContext context, Schema schema, Encoder encoder)
        throws ConfigException {
      Option<?> topic = CONNECTION.get(4);
      String text = (String) context.config().get(topic);
      int open = text.indexOf('{');
      if (open >= 0) {
        String column = text.substring(open + 1, text.indexOf('}'));
        if (schema.indexOf(column) < 0) {
          throw context.config().error(topic, "no column '" + column + "'");
        }
      }
      return stub(Sink.class);
    }
  }

  private static <T> T stub(Class<T> type) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> null));
  }
}
