package io.weir.connectors.file;

import io.weir.api.config.Config;
import io.weir.api.config.ConfigException;
import io.weir.api.config.Option;
import io.weir.api.connector.ConnectorContext;
import io.weir.api.connector.Source;
import io.weir.api.connector.SourceType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.osgi.service.component.annotations.Component;

/**
 * The source type {@code file}: the records of one file, or of all files that match a pattern, in
 * the order of their names. Exactly once: the place is kept with the records.
 */
@Component(service = SourceType.class)
public final class FileSourceType implements SourceType {

  /** What to read. */
  public static final Option<Path> PATH =
      Option.path(
              "path",
              "The file to read, relative to the pipeline file; its name may be a pattern with"
                  + " `*` and `?`, whose files are read in the order of their names.")
          .require()
          .like("in/*.jsonl");

  /** Whether to stay at the end. */
  public static final Option<Boolean> FOLLOW =
      Option.flag(
              "follow",
              "Whether to wait at the end of the last file for lines to be appended and files to"
                  + " be added; else the source ends there. A half-written last line waits for"
                  + " its end. A file that is renamed and made anew is read to its end first.")
          .orElse("false");

  /** How often to look. */
  public static final Option<Duration> INTERVAL =
      Option.duration("interval", "How often to look for more while following.").orElse("100ms");

  /** The longest record. */
  public static final Option<Long> MAX_RECORD =
      Option.bytes(
              "max-record",
              "The longest record, at most 64MB; a longer one is quarantined with its first KB.")
          .orElse("1MB");

  private static final long GREATEST_RECORD = 64L << 20;

  /** The type; holds no state. */
  public FileSourceType() {}

  @Override
  public String name() {
    return "file";
  }

  @Override
  public List<Option<?>> options() {
    return List.of(PATH, FOLLOW, INTERVAL, MAX_RECORD);
  }

  @Override
  public Source open(ConnectorContext context) throws ConfigException {
    Config config = context.config();
    Path path = config.get(PATH);
    Path folder = path.getParent();
    if (folder != null && FileList.isPattern(Objects.toString(folder))) {
      throw config.error(
          PATH, "found a pattern in a folder's name, expected one in the file's name only");
    }
    long maxRecord = config.get(MAX_RECORD);
    if (maxRecord < 1024 || maxRecord > GREATEST_RECORD) {
      throw config.error(MAX_RECORD, "found " + maxRecord + " bytes, expected 1KB to 64MB");
    }
    return new FileSource(
        context, new FileList(path), config.get(FOLLOW), (int) maxRecord, config.get(INTERVAL));
  }
}
