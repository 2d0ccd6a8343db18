package io.weir.connectors.socket;

import io.weir.api.config.Config;
import io.weir.api.config.ConfigException;
import io.weir.api.config.Option;
import io.weir.api.connector.ConnectorContext;
import io.weir.api.connector.Source;
import io.weir.api.connector.SourceType;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/**
 * The source type {@code socket}: lines from a TCP server, one record a line. At most once: a plain
 * socket cannot repeat what was received and not yet committed when the gateway stops.
 */
@Component(service = SourceType.class)
public final class SocketSourceType implements SourceType {

  /** Where to connect. */
  public static final Option<String> HOST =
      Option.text("host", "The host to connect to.").require().like("127.0.0.1");

  /** Where to connect. */
  public static final Option<Integer> PORT =
      Option.integer("port", "Its TCP port, 1 to 65535.").require().like("9999");

  /** The longest line. */
  public static final Option<Long> MAX_RECORD =
      Option.bytes("max-record", "The longest line; a longer one is quarantined.").orElse("1MB");

  /** The length of the queue. */
  public static final Option<Integer> QUEUE =
      Option.integer(
              "queue",
              "How many lines wait for the pipeline before the peer is held back, 1 to 1000000.")
          .orElse("10000");

  /** The type; holds no state. */
  public SocketSourceType() {}

  @Override
  public String name() {
    return "socket";
  }

  @Override
  public List<Option<?>> options() {
    return List.of(HOST, PORT, MAX_RECORD, QUEUE);
  }

  @Override
  public Source open(ConnectorContext context) throws ConfigException {
    Config config = context.config();
    int port = config.get(PORT);
    long maxRecord = config.get(MAX_RECORD);
    int queue = config.get(QUEUE);
    if (port < 1 || port > 65_535) {
      throw config.error(PORT, "found " + port + ", expected 1 to 65535");
    }
    if (maxRecord < 1 || maxRecord > 64 << 20) {
      throw config.error(MAX_RECORD, "found " + maxRecord + " bytes, expected 1 to 64MB");
    }
    if (queue < 1 || queue > 1_000_000) {
      throw config.error(QUEUE, "found " + queue + ", expected 1 to 1000000");
    }
    return new SocketSource(context, config.get(HOST), port, (int) maxRecord, queue);
  }
}
