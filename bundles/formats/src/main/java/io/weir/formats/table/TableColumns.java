package io.weir.formats.table;

import io.weir.api.config.Config;
import io.weir.api.config.ConfigException;
import io.weir.api.config.Option;
import io.weir.api.data.Schema;
import io.weir.api.format.InputField;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The options of file tables and what they say about the columns. */
final class TableColumns {

  static final Option<Path> PATH =
      Option.path("path", "The table's file, relative to the pipeline file.")
          .require()
          .like("priorities.csv");

  static final Option<String> ZONE =
      Option.text("zone", "The time zone of times without offset.")
          .orElse("UTC")
          .like("Europe/Berlin");

  private TableColumns() {}

  static List<InputField> of(Config config, Schema schema) throws ConfigException {
    ZoneId zone;
    try {
      zone = ZoneId.of(config.get(ZONE));
    } catch (DateTimeException e) {
      throw config.error(
          ZONE, "found '" + config.get(ZONE) + "', expected a zone such as Europe/Berlin");
    }
    return schema.fields().stream()
        .map(
            field ->
                new InputField(
                    field, List.of(field.name()), TimeUnit.MILLISECONDS, zone, -1, false))
        .toList();
  }
}
