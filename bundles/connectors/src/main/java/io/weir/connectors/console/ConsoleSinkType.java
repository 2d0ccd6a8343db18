package io.weir.connectors.console;

import io.weir.api.config.ConfigException;
import io.weir.api.config.Option;
import io.weir.api.connector.ConnectorContext;
import io.weir.api.connector.Sink;
import io.weir.api.connector.SinkType;
import io.weir.api.data.Schema;
import io.weir.api.format.Encoder;
import java.io.PrintStream;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/**
 * The sink type {@code console}: rows on standard output, as aligned columns for people or in the
 * sink's format, one a line. A row counts as delivered when it is written there.
 */
@Component(service = SinkType.class)
public final class ConsoleSinkType implements SinkType {

  /** How rows are shown. */
  public static final Option<String> STYLE =
      Option.choice(
              "style",
              "Whether rows are aligned in columns under a heading, or written in the sink's"
                  + " format (JSON), one a line.",
              "table",
              "lines")
          .orElse("table");

  private final PrintStream out;

  /** The type on standard output. */
  public ConsoleSinkType() {
    this(System.out);
  }

  /**
   * The type on another stream.
   *
   * @param out where to write
   */
  public ConsoleSinkType(PrintStream out) {
    this.out = out;
  }

  @Override
  public String name() {
    return "console";
  }

  @Override
  public List<Option<?>> options() {
    return List.of(STYLE);
  }

  @Override
  public boolean canReplace() {
    return true;
  }

  @Override
  public Sink open(ConnectorContext context, Schema schema, Encoder encoder)
      throws ConfigException {
    boolean table = context.config().get(STYLE).equals("table");
    return new ConsoleSink(out, encoder, table ? new TableLayout(schema) : null);
  }
}
