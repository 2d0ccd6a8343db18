package io.weir.formats.csv;

import io.weir.api.config.Config;
import io.weir.api.config.ConfigException;
import io.weir.api.config.Option;
import io.weir.api.data.DataType;
import io.weir.api.data.Schema;
import io.weir.api.format.Decoder;
import io.weir.api.format.Encoder;
import io.weir.api.format.FileLayout;
import io.weir.api.format.FormatType;
import io.weir.api.format.InputField;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/**
 * The format {@code csv}: RFC 4180, with a header line in files and none in messages. An empty
 * field is null, {@code ""} is empty text.
 */
@Component(service = FormatType.class)
public final class CsvFormat implements FormatType {

  /** What stands between two fields. */
  public static final Option<String> SEPARATOR =
      Option.text(
              "separator",
              "What stands between two CSV fields: one ASCII character, or `tab`; not a quote.")
          .orElse(",")
          .like(";");

  private static final String FORBIDDEN = "\"\n\r\u001D";

  /** The format; holds no state. */
  public CsvFormat() {}

  @Override
  public String name() {
    return "csv";
  }

  @Override
  public List<Option<?>> options() {
    return List.of(SEPARATOR);
  }

  @Override
  public FileLayout fileLayout() {
    return FileLayout.CSV_WITH_HEADER;
  }

  @Override
  public Decoder decoder(Config config, List<InputField> fields) throws ConfigException {
    for (InputField field : fields) {
      DataType type = field.field().type();
      if (type instanceof DataType.Array || type instanceof DataType.Struct) {
        throw config.error(
            "column "
                + field.field()
                + ": a CSV field holds one plain value; read it as string, or use json");
      }
    }
    return new CsvDecoder(fields, separator(config));
  }

  @Override
  public Encoder encoder(Config config, Schema schema) throws ConfigException {
    return new CsvEncoder(schema, separator(config));
  }

  /**
   * The separator of a configuration.
   *
   * @param config holds {@link #SEPARATOR}
   * @return an ASCII character
   * @throws ConfigException if it is none
   */
  public static char separator(Config config) throws ConfigException {
    String text = config.get(SEPARATOR);
    if (text.equals("tab") || text.equals("\\t")) {
      return '\t';
    }
    if (text.length() != 1 || text.charAt(0) > 126 || FORBIDDEN.contains(text)) {
      throw config.error(
          SEPARATOR,
          "found '" + text + "', expected one ASCII character such as ; or the word tab");
    }
    return text.charAt(0);
  }
}
