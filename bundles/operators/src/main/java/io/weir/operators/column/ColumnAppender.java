package io.weir.operators.column;

import io.weir.api.data.ArrayColumn;
import io.weir.api.data.BooleanBuilder;
import io.weir.api.data.BooleanColumn;
import io.weir.api.data.Column;
import io.weir.api.data.ColumnBuilder;
import io.weir.api.data.DataType;
import io.weir.api.data.Dictionary;
import io.weir.api.data.DoubleBuilder;
import io.weir.api.data.DoubleColumn;
import io.weir.api.data.IntBuilder;
import io.weir.api.data.IntColumn;
import io.weir.api.data.LongBuilder;
import io.weir.api.data.LongColumn;
import io.weir.api.data.StringColumn;
import io.weir.api.data.StructBuilder;
import io.weir.api.data.StructColumn;
import io.weir.api.data.TextBuilder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Copies chosen rows of columns into a builder, so that they outlive the call that brought them.
 * Texts are looked up once for each code of a dictionary.
 *
 * <p>Thread: one at a time.
 */
public final class ColumnAppender {

  private final ColumnBuilder target;
  private final ColumnAppender[] children;
  private @Nullable Dictionary knownSource;
  private @Nullable Dictionary knownTarget;
  private int[] codes = new int[0]; // code in the source -> code in the target + 1

  /**
   * An appender to a builder.
   *
   * @param target receives the rows; its owner clears it
   */
  public ColumnAppender(ColumnBuilder target) {
    this.target = target;
    if (target instanceof StructBuilder struct) {
      int fields = ((DataType.Struct) target.type()).fields().size();
      children = new ColumnAppender[fields];
      for (int i = 0; i < fields; i++) {
        children[i] = new ColumnAppender(struct.child(i));
      }
    } else {
      children = new ColumnAppender[0];
    }
  }

  /** The builder that rows are appended to. */
  public ColumnBuilder builder() {
    return target;
  }

  /**
   * Appends rows.
   *
   * @param column of the builder's type
   * @param rows positions in it
   * @param count how many
   */
  public void append(Column column, int[] rows, int count) {
    if (column instanceof StringColumn text) {
      appendTexts(text, rows, count);
    } else if (column instanceof StructColumn struct) {
      appendStructs(struct, rows, count);
    } else if (column.nulls() == null && !(column instanceof ArrayColumn)) {
      appendDense(column, rows, count);
    } else {
      appendBoxed(column, rows, count);
    }
  }

  private void appendDense(Column column, int[] rows, int count) {
    if (column instanceof DoubleColumn doubles) {
      double[] values = doubles.values();
      DoubleBuilder builder = (DoubleBuilder) target;
      for (int i = 0; i < count; i++) {
        builder.append(values[rows[i]]);
      }
    } else if (column instanceof LongColumn longs) {
      long[] values = longs.values();
      LongBuilder builder = (LongBuilder) target;
      for (int i = 0; i < count; i++) {
        builder.append(values[rows[i]]);
      }
    } else if (column instanceof IntColumn ints) {
      int[] values = ints.values();
      IntBuilder builder = (IntBuilder) target;
      for (int i = 0; i < count; i++) {
        builder.append(values[rows[i]]);
      }
    } else if (column instanceof BooleanColumn booleans) {
      boolean[] values = booleans.values();
      BooleanBuilder builder = (BooleanBuilder) target;
      for (int i = 0; i < count; i++) {
        builder.append(values[rows[i]]);
      }
    } else {
      appendBoxed(column, rows, count);
    }
  }

  private void appendBoxed(Column column, int[] rows, int count) {
    for (int i = 0; i < count; i++) {
      target.append(column.value(rows[i]));
    }
  }

  private void appendTexts(StringColumn column, int[] rows, int count) {
    TextBuilder builder = (TextBuilder) target;
    Dictionary source = column.dictionary();
    Dictionary own = builder.dictionary();
    if (source != knownSource || own != knownTarget) {
      knownSource = source;
      knownTarget = own;
      Arrays.fill(codes, 0);
    }
    if (codes.length < source.size()) {
      codes = Arrays.copyOf(codes, Math.max(source.size(), codes.length * 2));
    }
    int[] sourceCodes = column.codes();
    for (int i = 0; i < count; i++) {
      int row = rows[i];
      if (column.isNull(row)) {
        builder.appendNull();
        continue;
      }
      int code = sourceCodes[row];
      if (codes[code] == 0) {
        codes[code] = own.codeOf(source, code) + 1;
      }
      builder.appendCode(codes[code] - 1);
    }
  }

  private void appendStructs(StructColumn column, int[] rows, int count) {
    if (column.nulls() != null) {
      appendBoxed(column, rows, count);
      return;
    }
    for (int i = 0; i < children.length; i++) {
      children[i].append(column.child(i), rows, count);
    }
    StructBuilder builder = (StructBuilder) target;
    for (int i = 0; i < count; i++) {
      builder.endRow();
    }
  }
}
