package com.example.greenhouse;

import io.weir.api.config.Option;
import io.weir.api.connector.ConnectorContext;
import io.weir.api.connector.Sink;
import io.weir.api.connector.SinkType;
import io.weir.api.data.Schema;
import io.weir.api.format.Encoder;
import java.nio.file.Path;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** The sink type {@code panel}: a file that always holds the last row, for a display to show. */
@Component(service = SinkType.class)
public final class PanelType implements SinkType {

  static final Option<Path> PATH = Option.path("path", "The file of the last row.").require();

  @Override
  public String name() {
    return "panel";
  }

  @Override
  public List<Option<?>> options() {
    return List.of(PATH);
  }

  @Override
  public Sink open(ConnectorContext context, Schema schema, Encoder encoder) {
    return new Panel(context.config().get(PATH), encoder);
  }
}
