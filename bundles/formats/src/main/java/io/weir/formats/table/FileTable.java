package io.weir.formats.table;

import io.weir.api.connector.Table;
import io.weir.api.connector.TableException;
import io.weir.api.data.Batch;
import io.weir.api.data.Schema;
import io.weir.api.format.InputField;
import io.weir.api.format.RowBuilder;
import io.weir.formats.cell.CellColumn;
import io.weir.formats.cell.Cells;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A table in a file; a subclass knows its format. */
abstract class FileTable implements Table {

  private final String file;
  private final FileVersions versions;
  private final Schema schema;
  private final List<InputField> fields;
  private final boolean textual;

  FileTable(Path path, Schema schema, List<InputField> fields, boolean textual) {
    Path name = path.getFileName();
    this.file = name == null ? path.toString() : name.toString();
    this.versions = new FileVersions(path);
    this.schema = schema;
    this.fields = fields;
    this.textual = textual;
  }

  @Override
  public final Optional<byte[]> look() throws IOException {
    return versions.look();
  }

  @Override
  public final Batch read(byte[] content) throws TableException {
    Cells cells = new Cells(fields.size());
    fill(content, cells);
    CellColumn[] columns = new CellColumn[fields.size()];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = CellColumn.of(i, fields.get(i), textual);
    }
    RowBuilder rows = new RowBuilder(schema);
    CellColumn.flush(cells, content, columns, rows);
    for (int row = 0; rows.rejected() > 0 && row < rows.size(); row++) {
      String rejection = rows.rejection(row);
      if (rejection != null) {
        throw refused(rows.record(row), rejection);
      }
    }
    return rows.build();
  }

  /**
   * Finds all rows; the record of a row is the line that it starts in.
   *
   * @throws TableException if the content is not of the format
   */
  abstract void fill(byte[] content, Cells cells) throws TableException;

  final List<InputField> fields() {
    return fields;
  }

  final TableException refused(int line, String problem) {
    return new TableException(file + ", line " + line + ": " + problem);
  }

  static int lineAt(byte[] content, int lineOfStart, int start, int end) {
    int line = lineOfStart;
    for (int i = start; i < end; i++) {
      if (content[i] == '\n') {
        line++;
      }
    }
    return line;
  }

  /** Refuses a problem found at a position, if there is one. */
  final void check(@Nullable String problem, byte[] content, int at) throws TableException {
    if (problem != null) {
      throw refused(lineAt(content, 1, 0, at), problem);
    }
  }

  @Override
  public void close() {}
}
