package io.weir.formats.csv;

import io.weir.api.format.Decoder;
import io.weir.api.format.FileLayout;
import io.weir.api.format.InputField;
import io.weir.api.format.Records;
import io.weir.api.format.RowBuilder;
import io.weir.formats.cell.CellColumn;
import io.weir.formats.cell.Cells;
import io.weir.formats.cell.Found;
import io.weir.formats.cell.Utf8;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * CSV records to columns. A record of a file carries its header ({@link
 * FileLayout#CSV_WITH_HEADER}), whose names say which field is which; a message has none, and its
 * fields stand in the order of the columns. A message of several lines is as many records.
 */
final class CsvDecoder implements Decoder {

  private static final int CHUNK_ROWS = 256;

  private final List<String> names;
  private final CsvParser parser;
  private final Cells cells;
  private final CellColumn[] columns;
  private final int[] inOrder;

  // The header seen last and where its names put each column; -1 is absent.
  private byte[] header = {};
  private int[] byHeader = {};
  private @Nullable String headerProblem;

  CsvDecoder(List<InputField> fields, char separator) {
    this.names = fields.stream().map(field -> String.join("/", field.path())).toList();
    this.parser = new CsvParser(separator);
    this.cells = new Cells(fields.size());
    this.columns = new CellColumn[fields.size()];
    this.inOrder = new int[fields.size()];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = CellColumn.of(i, fields.get(i), true);
      inOrder[i] = i;
    }
  }

  @Override
  public void decode(Records records, RowBuilder rows) {
    byte[] bytes = records.bytes();
    for (int record = 0; record < records.size(); record++) {
      int start = records.offset(record);
      int end = start + records.length(record);
      String rejection = records.rejection(record);
      int mark = cells.size();
      String problem = rejection != null ? rejection : decode(bytes, start, end, record);
      if (problem != null) {
        cells.truncate(mark);
        cells.rejected(record, problem);
      }
      if (cells.size() >= CHUNK_ROWS) {
        CellColumn.flush(cells, bytes, columns, rows);
      }
    }
    CellColumn.flush(cells, bytes, columns, rows);
  }

  private @Nullable String decode(byte[] bytes, int recordStart, int end, int record) {
    int start = recordStart + Utf8.byteOrderMark(bytes, recordStart, end);
    int[] positions = inOrder;
    if (start < end && bytes[start] == FileLayout.HEADER_MARK) {
      int headerEnd = start + 1;
      while (headerEnd < end && bytes[headerEnd] != FileLayout.HEADER_MARK) {
        headerEnd++;
      }
      readHeader(bytes, start + 1, headerEnd);
      if (headerProblem != null) {
        return headerProblem;
      }
      positions = byHeader;
      start = Math.min(headerEnd + 1, end);
    }
    int invalid = Utf8.firstInvalid(bytes, start, end);
    if (invalid >= 0) {
      return "not UTF-8 at byte " + (invalid - start);
    }
    int mark = cells.size();
    while (start < end) {
      String problem = parser.parse(bytes, start, end);
      if (problem != null) {
        return "not CSV: " + problem;
      }
      if (!parser.isBlank()) {
        fill(cells.row(record), positions);
      }
      start = parser.next();
    }
    return cells.size() == mark ? "empty payload, expected a CSV record" : null;
  }

  private void fill(int row, int[] positions) {
    for (int column = 0; column < positions.length; column++) {
      int field = positions[column];
      if (field >= 0 && field < parser.fields() && !parser.isNull(field)) {
        String unescaped = parser.unescaped(field);
        if (unescaped != null) {
          cells.object(column, row, unescaped);
        } else {
          cells.text(column, row, parser.start(field), parser.end(field));
        }
      }
    }
  }

  private void readHeader(byte[] bytes, int start, int end) {
    if (Arrays.equals(bytes, start, end, header, 0, header.length) && byHeader.length > 0) {
      return;
    }
    header = Arrays.copyOfRange(bytes, start, end);
    byHeader = new int[names.size()];
    headerProblem = null;
    String problem = parser.parse(header, 0, header.length);
    if (problem != null) {
      headerProblem = "the file's header is not CSV: " + problem;
      return;
    }
    Arrays.fill(byHeader, -1);
    for (int column = 0; column < byHeader.length; column++) {
      for (int field = 0; field < parser.fields(); field++) {
        if (parser.text(field, header).equals(names.get(column))) {
          byHeader[column] = field;
        }
      }
    }
    if (byHeader.length > 0 && Arrays.stream(byHeader).allMatch(field -> field < 0)) {
      headerProblem =
          "the file's header names no column: found "
              + Found.show(new String(header, StandardCharsets.UTF_8))
              + ", expected "
              + String.join(", ", names);
    }
  }
}
