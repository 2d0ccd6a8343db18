package io.weir.formats.text;

import io.weir.api.config.Config;
import io.weir.api.config.ConfigException;
import io.weir.api.config.Option;
import io.weir.api.connector.ByteSink;
import io.weir.api.data.Batch;
import io.weir.api.data.DataType;
import io.weir.api.data.Dictionary;
import io.weir.api.data.Schema;
import io.weir.api.data.StringColumn;
import io.weir.api.format.Decoder;
import io.weir.api.format.Encoder;
import io.weir.api.format.FileLayout;
import io.weir.api.format.FormatType;
import io.weir.api.format.InputField;
import io.weir.formats.cell.CellColumn;
import io.weir.formats.cell.Cells;
import io.weir.formats.cell.Utf8;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;

/**
 * The format {@code text}: the whole record is the value of the one column, a string, usually
 * called {@code value}; in a file one record a line. Written without {@code _id}, for which it has
 * no place.
 */
@Component(service = FormatType.class)
public final class TextFormat implements FormatType {

  /** The format; holds no state. */
  public TextFormat() {}

  @Override
  public String name() {
    return "text";
  }

  @Override
  public List<Option<?>> options() {
    return List.of();
  }

  @Override
  public FileLayout fileLayout() {
    return FileLayout.ALL_LINES;
  }

  @Override
  public Decoder decoder(Config config, List<InputField> fields) throws ConfigException {
    if (fields.size() != 1 || fields.get(0).field().type() != DataType.STRING) {
      throw config.error(
          "format text reads exactly one column of type string, such as {value: string}; found "
              + fields.stream().map(field -> field.field().toString()).toList());
    }
    Cells cells = new Cells(1);
    CellColumn[] columns = {CellColumn.of(0, fields.get(0), true)};
    return (records, rows) -> {
      byte[] bytes = records.bytes();
      for (int record = 0; record < records.size(); record++) {
        String rejection = records.rejection(record);
        int start = records.offset(record);
        int end = start + records.length(record);
        int invalid = rejection != null ? -1 : Utf8.firstInvalid(bytes, start, end);
        if (rejection != null) {
          cells.rejected(record, rejection);
        } else if (invalid >= 0) {
          cells.rejected(record, "not UTF-8 at byte " + (invalid - start));
        } else {
          int row = cells.row(record);
          cells.text(0, row, start + Utf8.byteOrderMark(bytes, start, end), end);
        }
      }
      CellColumn.flush(cells, bytes, columns, rows);
    };
  }

  @Override
  public Encoder encoder(Config config, Schema schema) throws ConfigException {
    int[] visible =
        IntStream.range(0, schema.size()).filter(i -> !schema.field(i).hidden()).toArray();
    if (visible.length != 1 || schema.field(visible[0]).type() != DataType.STRING) {
      throw config.error(
          "format text writes exactly one column of type string; found "
              + schema
              + "; select one, or use json or csv");
    }
    return new TextEncoder(visible[0]);
  }

  private static final class TextEncoder implements Encoder {
    private final int column;
    private byte[] buffer = new byte[256];

    TextEncoder(int column) {
      this.column = column;
    }

    @Override
    public void encode(Batch batch, int row, @Nullable String id, ByteSink target) {
      StringColumn texts = (StringColumn) batch.column(column);
      if (texts.isNull(row)) {
        return;
      }
      Dictionary dictionary = texts.dictionary();
      int code = texts.codes()[row];
      int length = dictionary.length(code);
      if (buffer.length < length) {
        buffer = new byte[length];
      }
      dictionary.copyTo(code, buffer, 0);
      target.write(buffer, 0, length);
    }
  }
}
