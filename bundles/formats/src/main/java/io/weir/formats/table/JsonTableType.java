package io.weir.formats.table;

import io.weir.api.config.ConfigException;
import io.weir.api.config.Option;
import io.weir.api.connector.ConnectorContext;
import io.weir.api.connector.Table;
import io.weir.api.connector.TableException;
import io.weir.api.connector.TableType;
import io.weir.api.data.Schema;
import io.weir.api.format.InputField;
import io.weir.formats.cell.Cells;
import io.weir.formats.json.JsonRows;
import java.nio.file.Path;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/**
 * The table type {@code json}: one array of objects, or one object a line (JSON Lines). Missing
 * members are null, others are ignored.
 */
@Component(service = TableType.class)
public final class JsonTableType implements TableType {

  /** The type; holds no state. */
  public JsonTableType() {}

  @Override
  public String name() {
    return "json";
  }

  @Override
  public List<Option<?>> options() {
    return List.of(TableColumns.PATH, TableColumns.ZONE);
  }

  @Override
  public Table open(ConnectorContext context, Schema schema) throws ConfigException {
    return new JsonTable(
        context.config().get(TableColumns.PATH), schema, TableColumns.of(context.config(), schema));
  }

  private static final class JsonTable extends FileTable {
    JsonTable(Path path, Schema schema, List<InputField> fields) {
      super(path, schema, fields, false);
    }

    @Override
    void fill(byte[] content, Cells cells) throws TableException {
      JsonRows.Problem problem = JsonRows.read(content, fields(), cells);
      if (problem != null) {
        throw refused(problem.line(), problem.text());
      }
    }
  }
}
