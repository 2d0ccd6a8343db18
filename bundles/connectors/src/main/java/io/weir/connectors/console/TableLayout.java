package io.weir.connectors.console;

import io.weir.api.data.Batch;
import io.weir.api.data.Column;
import io.weir.api.data.DataType;
import io.weir.api.data.Schema;
import java.math.BigInteger;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Aligned columns. Widths depend on the schema alone, so that a row gives the same line always;
 * numbers stand to the right, what is longer than its column pushes the rest.
 */
final class TableLayout {

  private static final int NUMBER_WIDTH = 12;
  private static final int TEXT_WIDTH = 16;
  private static final int TIME_WIDTH = 24;
  private static final int SHORT_WIDTH = 10;
  private static final String GAP = "  ";

  private final Schema schema;
  private final int[] columns;
  private final int[] widths;

  TableLayout(Schema schema) {
    this.schema = schema;
    this.columns =
        IntStream.range(0, schema.size()).filter(i -> !schema.field(i).hidden()).toArray();
    this.widths =
        IntStream.of(columns)
            .map(i -> Math.max(width(schema.field(i).type()), schema.field(i).name().length()))
            .toArray();
  }

  private static int width(DataType type) {
    if (type.equals(DataType.WINDOW)) {
      return TIME_WIDTH * 2 + 3;
    }
    if (type == DataType.TIMESTAMP) {
      return TIME_WIDTH;
    }
    if (type.isNumeric()) {
      return NUMBER_WIDTH;
    }
    return type == DataType.BOOLEAN || type == DataType.DATE ? SHORT_WIDTH : TEXT_WIDTH;
  }

  /** The names, and a line under them. */
  String heading() {
    StringBuilder names = new StringBuilder();
    StringBuilder rule = new StringBuilder();
    for (int i = 0; i < columns.length; i++) {
      pad(names, i, schema.field(columns[i]).name());
      rule.append(i > 0 ? GAP : "").append("-".repeat(widths[i]));
    }
    return names.toString().stripTrailing() + System.lineSeparator() + rule;
  }

  /** One row, without line end. */
  String line(Batch batch, int row) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < columns.length; i++) {
      Column column = batch.column(columns[i]);
      pad(line, i, text(column.type(), column.value(row)));
    }
    return line.toString().stripTrailing();
  }

  private void pad(StringBuilder line, int i, String text) {
    String padding = " ".repeat(Math.max(0, widths[i] - text.length()));
    boolean right = schema.field(columns[i]).type().isNumeric();
    line.append(i > 0 ? GAP : "");
    line.append(right ? padding + text : text + padding);
  }

  private static String text(DataType type, @Nullable Object value) {
    if (value == null) {
      return "null";
    }
    if (type.equals(DataType.WINDOW) && value instanceof Map<?, ?> window) {
      return window.get("start") + " – " + window.get("end");
    }
    if (value instanceof byte[] bytes) {
      return "0x" + new BigInteger(1, bytes).toString(16);
    }
    return String.valueOf(value).replace('\n', ' ').replace('\r', ' ');
  }
}
