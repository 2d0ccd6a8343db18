package com.example.greenhouse;

import io.weir.api.config.Option;
import io.weir.api.connector.ConnectorContext;
import io.weir.api.connector.Source;
import io.weir.api.connector.SourceType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** The source type {@code probe}: reads a small file again and again, as drivers show sensors. */
@Component(service = SourceType.class)
public final class ProbeType implements SourceType {

  static final Option<Path> PATH =
      Option.path("path", "The file; its content is one record.").require();

  static final Option<Duration> EVERY =
      Option.duration("every", "How often the file is read.").orElse("1s");

  @Override
  public String name() {
    return "probe";
  }

  @Override
  public List<Option<?>> options() {
    return List.of(PATH, EVERY);
  }

  @Override
  public Source open(ConnectorContext context) {
    return new Probe(context, context.config().get(PATH), context.config().get(EVERY));
  }
}
