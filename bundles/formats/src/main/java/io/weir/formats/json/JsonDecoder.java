package io.weir.formats.json;

import io.weir.api.format.Decoder;
import io.weir.api.format.InputField;
import io.weir.api.format.Records;
import io.weir.api.format.RowBuilder;
import io.weir.formats.cell.CellColumn;
import io.weir.formats.cell.Cells;
import io.weir.formats.cell.Utf8;
import java.util.List;

/**
 * JSON records to columns: the scanner finds the values of a few hundred records, then one loop a
 * column converts them. A record that the scanner does not take is read by a full parser.
 */
final class JsonDecoder implements Decoder {

  /** Rows between two conversions: their cells stay in the first-level cache. */
  private static final int CHUNK_ROWS = 256;

  private final Cells cells;
  private final JsonScanner scanner;
  private final JsonReader reader;
  private final CellColumn[] columns;
  private final boolean scans;

  JsonDecoder(List<InputField> fields) {
    this(fields, true);
  }

  /**
   * A decoder.
   *
   * @param scans false to read everything with the full parser, for comparison
   */
  JsonDecoder(List<InputField> fields, boolean scans) {
    int[] slots = new int[fields.size()];
    PathNode root = PathNode.tree(fields.stream().map(InputField::path).toList(), slots);
    this.cells = new Cells(slots.length);
    this.scanner = new JsonScanner(root, cells);
    this.reader = new JsonReader(root, cells);
    this.columns = new CellColumn[slots.length];
    for (int i = 0; i < slots.length; i++) {
      columns[i] = CellColumn.of(slots[i], fields.get(i), false);
    }
    this.scans = scans;
  }

  @Override
  public void decode(Records records, RowBuilder rows) {
    byte[] bytes = records.bytes();
    for (int record = 0; record < records.size(); record++) {
      String rejection = records.rejection(record);
      if (rejection != null) {
        cells.rejected(record, rejection);
      } else {
        decode(bytes, records.offset(record), records.length(record), record);
      }
      if (cells.size() >= CHUNK_ROWS) {
        CellColumn.flush(cells, bytes, columns, rows);
      }
    }
    CellColumn.flush(cells, bytes, columns, rows);
  }

  private void decode(byte[] bytes, int offset, int length, int record) {
    int end = offset + length;
    int start = offset + Utf8.byteOrderMark(bytes, offset, end);
    int mark = cells.size();
    if (!scans || !scanner.scan(bytes, start, end, record)) {
      cells.truncate(mark);
      reader.read(bytes, start, end, record);
    }
  }
}
