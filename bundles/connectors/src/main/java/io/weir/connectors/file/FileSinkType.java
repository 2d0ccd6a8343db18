package io.weir.connectors.file;

import io.weir.api.config.Config;
import io.weir.api.config.ConfigException;
import io.weir.api.config.Option;
import io.weir.api.connector.ConnectorContext;
import io.weir.api.connector.Sink;
import io.weir.api.connector.SinkType;
import io.weir.api.data.Schema;
import io.weir.api.format.Encoder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/**
 * The sink type {@code file}: one row a line. Exactly once: a row is confirmed when it is on the
 * disk, and what a crash leaves behind the confirmed rows is cut off.
 */
@Component(service = SinkType.class)
public final class FileSinkType implements SinkType {

  /** Where to write. */
  public static final Option<Path> PATH =
      Option.path("path", "The file to write, relative to the pipeline file; folders are made.")
          .require()
          .like("out.jsonl");

  /** What to do with a file that is there. */
  public static final Option<String> MODE =
      Option.choice(
              "mode",
              "Whether the first start of the pipeline appends to a file that is there, or"
                  + " overwrites it; later starts go on behind the last confirmed row.",
              "append",
              "overwrite")
          .orElse("append");

  /** The size at which to begin a new file. */
  public static final Option<Long> ROLL_BYTES =
      Option.bytes(
              "roll.bytes",
              "The size at which a new file is begun. Rolled files are numbered: out-000001.jsonl,"
                  + " out-000002.jsonl; the greatest number is being written.")
          .like("10MB");

  /** The age at which to begin a new file. */
  public static final Option<Duration> ROLL_AGE =
      Option.duration("roll.age", "The age of its first row at which a new file is begun.")
          .like("1h");

  private final Storage storage;

  /** The type; holds no state. */
  public FileSinkType() {
    this(Storage.DISK);
  }

  FileSinkType(Storage storage) {
    this.storage = storage;
  }

  @Override
  public String name() {
    return "file";
  }

  @Override
  public List<Option<?>> options() {
    return List.of(PATH, MODE, ROLL_BYTES, ROLL_AGE);
  }

  @Override
  public boolean canReplace() {
    return true;
  }

  @Override
  public Sink open(ConnectorContext context, Schema schema, Encoder encoder)
      throws ConfigException {
    Config config = context.config();
    long rollBytes = config.find(ROLL_BYTES).orElse(0L);
    Duration rollAge = config.find(ROLL_AGE).orElse(Duration.ZERO);
    if (rollAge.isNegative()) {
      throw config.error(ROLL_AGE, "found " + rollAge + ", expected a positive duration");
    }
    return new FileSink(
        context,
        encoder,
        new FileSink.Settings(
            config.get(PATH), config.get(MODE).equals("overwrite"), rollBytes, rollAge),
        storage);
  }
}
