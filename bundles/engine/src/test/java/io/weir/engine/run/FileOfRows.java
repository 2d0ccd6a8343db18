package io.weir.engine.run;

import io.weir.api.config.Option;
import io.weir.api.connector.ConnectorContext;
import io.weir.api.connector.Table;
import io.weir.api.connector.TableException;
import io.weir.api.connector.TableType;
import io.weir.api.data.Batch;
import io.weir.api.data.ColumnBuilder;
import io.weir.api.data.Schema;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** A table of lines {@code device,site} that a test writes. */
final class FileOfRows implements TableType {

  private String text;

  FileOfRows(String text) {
    this.text = text;
  }

  void write(String newText) {
    text = newText;
  }

  @Override
  public String name() {
    return "rows";
  }

  @Override
  public List<Option<?>> options() {
    return List.of();
  }

  @Override
  public Table open(ConnectorContext context, Schema schema) {
    return new Table() {
      private String last = "";

      @Override
      public Optional<byte[]> look() {
        if (text.equals(last)) {
          return Optional.empty();
        }
        last = text;
        return Optional.of(text.getBytes(StandardCharsets.UTF_8));
      }

      @Override
      public Batch read(byte[] content) throws TableException {
        List<ColumnBuilder> columns =
            schema.fields().stream().map(field -> ColumnBuilder.of(field.type())).toList();
        String[] lines = new String(content, StandardCharsets.UTF_8).split("\n");
        for (int i = 0; i < lines.length; i++) {
          String[] values = lines[i].split(",");
          if (values.length != 2) {
            throw new TableException("line " + (i + 1) + ": found " + lines[i]);
          }
          columns.get(0).append(values[0]);
          columns.get(1).append(values[1]);
        }
        return new Batch(schema, columns.stream().map(ColumnBuilder::build).toList(), lines.length);
      }

      @Override
      public void close() {}
    };
  }
}
