package io.weir.formats.table;

import io.weir.api.config.Config;
import io.weir.api.config.ConfigException;
import io.weir.api.config.Option;
import io.weir.api.connector.ConnectorContext;
import io.weir.api.connector.Table;
import io.weir.api.connector.TableException;
import io.weir.api.connector.TableType;
import io.weir.api.data.DataType;
import io.weir.api.data.Field;
import io.weir.api.data.Schema;
import io.weir.api.format.InputField;
import io.weir.formats.cell.Cells;
import io.weir.formats.cell.Utf8;
import io.weir.formats.csv.CsvFormat;
import io.weir.formats.csv.CsvParser;
import java.nio.file.Path;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/**
 * The table type {@code csv}: RFC 4180 with a header line that names the columns, in any order;
 * other columns are ignored. An empty field is null, {@code ""} is empty text.
 */
@Component(service = TableType.class)
public final class CsvTableType implements TableType {

  /** The type; holds no state. */
  public CsvTableType() {}

  @Override
  public String name() {
    return "csv";
  }

  @Override
  public List<Option<?>> options() {
    return List.of(TableColumns.PATH, CsvFormat.SEPARATOR, TableColumns.ZONE);
  }

  @Override
  public Table open(ConnectorContext context, Schema schema) throws ConfigException {
    Config config = context.config();
    for (Field field : schema.fields()) {
      if (field.type() instanceof DataType.Array || field.type() instanceof DataType.Struct) {
        throw config.error(
            "column " + field + ": a CSV field holds one plain value; use a json table");
      }
    }
    return new CsvTable(
        config.get(TableColumns.PATH),
        schema,
        TableColumns.of(config, schema),
        CsvFormat.separator(config));
  }

  private static final class CsvTable extends FileTable {
    private final char separator;

    CsvTable(Path path, Schema schema, List<InputField> fields, char separator) {
      super(path, schema, fields, true);
      this.separator = separator;
    }

    @Override
    void fill(byte[] content, Cells cells) throws TableException {
      CsvParser parser = new CsvParser(separator);
      int invalid = Utf8.firstInvalid(content, 0, content.length);
      check(invalid < 0 ? null : "found a byte that is not UTF-8", content, Math.max(invalid, 0));
      int at = Utf8.byteOrderMark(content, 0, content.length);
      String problem = parser.parse(content, at, content.length);
      check(problem, content, at);
      if (parser.isBlank()) {
        throw refused(1, "found no header, expected the names of the columns");
      }
      int width = parser.fields();
      int[] positions = positions(parser, content);
      int line = lineAt(content, 1, 0, parser.next());
      at = parser.next();
      while (at < content.length) {
        check(parser.parse(content, at, content.length), content, at);
        if (!parser.isBlank()) {
          if (parser.fields() != width) {
            throw refused(
                line,
                "found %d fields, expected %d as in the header".formatted(parser.fields(), width));
          }
          fillRow(parser, cells, cells.row(line), positions);
        }
        line = lineAt(content, line, at, parser.next());
        at = parser.next();
      }
    }

    private static void fillRow(CsvParser parser, Cells cells, int row, int[] positions) {
      for (int column = 0; column < positions.length; column++) {
        int field = positions[column];
        String unescaped = parser.unescaped(field);
        if (unescaped != null) {
          cells.object(column, row, unescaped);
        } else if (!parser.isNull(field)) {
          cells.text(column, row, parser.start(field), parser.end(field));
        }
      }
    }

    private int[] positions(CsvParser parser, byte[] content) throws TableException {
      int[] positions = new int[fields().size()];
      for (int column = 0; column < positions.length; column++) {
        String name = fields().get(column).field().name();
        positions[column] = -1;
        StringBuilder found = new StringBuilder();
        for (int field = 0; field < parser.fields(); field++) {
          String header = parser.text(field, content);
          found.append(field == 0 ? "" : ", ").append(header);
          if (header.equals(name)) {
            positions[column] = field;
          }
        }
        if (positions[column] < 0) {
          throw refused(1, "found the columns " + found + ", expected a column " + name);
        }
      }
      return positions;
    }
  }
}
