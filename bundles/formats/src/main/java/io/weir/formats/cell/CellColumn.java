package io.weir.formats.cell;

import io.weir.api.data.ColumnBuilder;
import io.weir.api.data.DataType;
import io.weir.api.data.DoubleBuilder;
import io.weir.api.data.IntBuilder;
import io.weir.api.data.LongBuilder;
import io.weir.api.data.TextBuilder;
import io.weir.api.format.InputField;
import io.weir.api.format.RowBuilder;
import java.util.concurrent.TimeUnit;

/**
 * Turns the cells of one slot into the values of one column: one loop over all rows with a shortcut
 * for the usual kind of cell; the rest goes through {@link Conversion}.
 *
 * <p>Thread: one at a time.
 */
public abstract class CellColumn {

  private final int slot;
  private final String label;
  private final Conversion conversion;

  CellColumn(int slot, String label, Conversion conversion) {
    this.slot = slot;
    this.label = label;
    this.conversion = conversion;
  }

  /**
   * The column of a field.
   *
   * @param slot the slot of its cells
   * @param field the field
   * @param textual whether the format knows only text
   * @return a column for one thread
   */
  public static CellColumn of(int slot, InputField field, boolean textual) {
    String name = field.field().name();
    boolean nested = field.path().size() > 1 || !field.path().get(0).equals(name);
    String label = nested ? name + " (/" + String.join("/", field.path()) + ")" : name;
    Conversion conversion = new Conversion(field, textual);
    DataType type = field.field().type();
    if (type == DataType.STRING) {
      return new Texts(slot, label, conversion);
    }
    if (type == DataType.LONG) {
      return new Longs(slot, label, conversion);
    }
    if (type == DataType.INT) {
      return new Ints(slot, label, conversion);
    }
    if (type == DataType.DOUBLE) {
      return new Doubles(slot, label, conversion);
    }
    if (type == DataType.TIMESTAMP) {
      return new Timestamps(slot, label, conversion);
    }
    return new Others(slot, label, conversion);
  }

  /**
   * Moves all rows to a builder and clears the cells.
   *
   * @param cells the rows
   * @param bytes the payload that they point into
   * @param columns one a column of the builder
   * @param rows receives them
   */
  public static void flush(Cells cells, byte[] bytes, CellColumn[] columns, RowBuilder rows) {
    int base = rows.size();
    for (int row = 0; row < cells.size(); row++) {
      int position = rows.row(cells.record(row));
      String rejection = cells.rejection(row);
      if (rejection != null) {
        rows.reject(position, rejection);
      }
    }
    for (int i = 0; i < columns.length; i++) {
      columns[i].append(cells, bytes, rows.column(i), rows, base);
    }
    cells.clear();
  }

  /**
   * Appends one value, or null, for every row; rejects the rows whose value does not fit.
   *
   * @param cells the rows
   * @param bytes the payload that they point into
   * @param column the builder of the column
   * @param rows where to reject
   * @param base the position there of the first row
   */
  private void append(Cells cells, byte[] bytes, ColumnBuilder column, RowBuilder rows, int base) {
    int[] kinds = cells.kinds(slot);
    int size = cells.size();
    int row = 0;
    while (row < size) {
      row = run(cells, slot, bytes, column, row, size);
      if (row < size) {
        if ((kinds[row] & 0xFF) == Cells.NULL) {
          column.appendNull();
        } else {
          convert(cells, row, bytes, column, rows, base);
        }
        row++;
      }
    }
  }

  /**
   * Appends the values of the usual kind from a row on.
   *
   * @return the first row whose cell is of another kind, or size
   */
  abstract int run(Cells cells, int slot, byte[] bytes, ColumnBuilder column, int from, int size);

  private void convert(
      Cells cells, int row, byte[] bytes, ColumnBuilder column, RowBuilder rows, int base) {
    try {
      column.append(conversion.convert(cells.raw(slot, row, bytes), label));
    } catch (Misfit e) {
      rows.reject(base + row, e.reason());
      column.appendNull();
    }
  }

  private static final class Texts extends CellColumn {
    Texts(int slot, String label, Conversion conversion) {
      super(slot, label, conversion);
    }

    @Override
    int run(Cells cells, int slot, byte[] bytes, ColumnBuilder column, int from, int size) {
      TextBuilder texts = (TextBuilder) column;
      int[] kinds = cells.kinds(slot);
      int[] starts = cells.starts(slot);
      int[] ends = cells.ends(slot);
      int row = from;
      while (row < size && kinds[row] == Cells.TEXT) {
        texts.append(bytes, starts[row], ends[row] - starts[row]);
        row++;
      }
      return row;
    }
  }

  private static final class Longs extends CellColumn {
    Longs(int slot, String label, Conversion conversion) {
      super(slot, label, conversion);
    }

    @Override
    int run(Cells cells, int slot, byte[] bytes, ColumnBuilder column, int from, int size) {
      LongBuilder longs = (LongBuilder) column;
      int[] kinds = cells.kinds(slot);
      long[] mantissas = cells.mantissas(slot);
      int row = from;
      while (row < size && kinds[row] == Cells.NUMBER) { // scale 0
        longs.append(mantissas[row]);
        row++;
      }
      return row;
    }
  }

  private static final class Ints extends CellColumn {
    Ints(int slot, String label, Conversion conversion) {
      super(slot, label, conversion);
    }

    @Override
    int run(Cells cells, int slot, byte[] bytes, ColumnBuilder column, int from, int size) {
      IntBuilder ints = (IntBuilder) column;
      int[] kinds = cells.kinds(slot);
      long[] mantissas = cells.mantissas(slot);
      int row = from;
      while (row < size && kinds[row] == Cells.NUMBER && mantissas[row] == (int) mantissas[row]) {
        ints.append((int) mantissas[row]);
        row++;
      }
      return row;
    }
  }

  /** Clinger's fast path: both operands of the division are exact, so that it rounds once. */
  private static final class Doubles extends CellColumn {
    private static final long MAX_EXACT = 1L << 53;
    private static final double[] POWERS = {
      1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
      1e17, 1e18
    };

    Doubles(int slot, String label, Conversion conversion) {
      super(slot, label, conversion);
    }

    @Override
    int run(Cells cells, int slot, byte[] bytes, ColumnBuilder column, int from, int size) {
      DoubleBuilder doubles = (DoubleBuilder) column;
      int[] kinds = cells.kinds(slot);
      long[] mantissas = cells.mantissas(slot);
      int row = from;
      while (row < size && (kinds[row] & 0xFF) == Cells.NUMBER) {
        long mantissa = mantissas[row];
        if (mantissa > MAX_EXACT || mantissa < -MAX_EXACT) {
          break;
        }
        doubles.append(mantissa / POWERS[kinds[row] >> 8]);
        row++;
      }
      return row;
    }
  }

  private static final class Timestamps extends CellColumn {
    private final IsoTime time;
    private final long microsPerUnit;
    private final long maxMantissa;

    Timestamps(int slot, String label, Conversion conversion) {
      super(slot, label, conversion);
      TimeUnit unit = conversion.unit();
      this.time = conversion.time();
      this.microsPerUnit = unit.toMicros(1);
      // Nanoseconds take the long way.
      this.maxMantissa = microsPerUnit == 0 ? -1 : Long.MAX_VALUE / microsPerUnit;
    }

    @Override
    int run(Cells cells, int slot, byte[] bytes, ColumnBuilder column, int from, int size) {
      LongBuilder longs = (LongBuilder) column;
      int[] kinds = cells.kinds(slot);
      long[] mantissas = cells.mantissas(slot);
      int row = from;
      for (; row < size; row++) {
        long mantissa = mantissas[row];
        if (kinds[row] == Cells.NUMBER && mantissa <= maxMantissa && mantissa >= -maxMantissa) {
          longs.append(mantissa * microsPerUnit);
        } else if (kinds[row] == Cells.TEXT) {
          long micros = time.micros(bytes, cells.starts(slot)[row], cells.ends(slot)[row]);
          if (micros == IsoTime.NONE) {
            break;
          }
          longs.append(micros);
        } else {
          break;
        }
      }
      return row;
    }
  }

  private static final class Others extends CellColumn {
    Others(int slot, String label, Conversion conversion) {
      super(slot, label, conversion);
    }

    @Override
    int run(Cells cells, int slot, byte[] bytes, ColumnBuilder column, int from, int size) {
      return from;
    }
  }
}
