package io.weir.operators.key;

import io.weir.api.connector.ByteSink;
import io.weir.api.data.BooleanColumn;
import io.weir.api.data.Column;
import io.weir.api.data.DataType;
import io.weir.api.data.DoubleColumn;
import io.weir.api.data.FloatColumn;
import io.weir.api.data.IntColumn;
import io.weir.api.data.LongColumn;
import java.nio.ByteBuffer;

/** Numbers, booleans and times: the value is the word. */
final class PlainPart extends KeyPart {

  private static final Memo NOTHING = new Memo() {};

  private final DataType type;

  PlainPart(DataType type) {
    this.type = type;
  }

  @Override
  boolean interns() {
    return false;
  }

  @Override
  Memo memo() {
    return NOTHING;
  }

  @Override
  void encode(Column column, int[] rows, int count, long[] words, int at, int stride, Memo memo) {
    int target = at;
    if (column instanceof LongColumn longs) {
      long[] values = longs.values();
      for (int i = 0; i < count; i++, target += stride) {
        words[target] = values[rows[i]];
      }
    } else if (column instanceof IntColumn ints) {
      int[] values = ints.values();
      for (int i = 0; i < count; i++, target += stride) {
        words[target] = values[rows[i]];
      }
    } else {
      for (int i = 0; i < count; i++, target += stride) {
        words[target] = add(column, rows[i]);
      }
    }
  }

  @Override
  long add(Column column, int row) {
    if (column instanceof LongColumn longs) {
      return longs.values()[row];
    }
    if (column instanceof IntColumn ints) {
      return ints.values()[row];
    }
    if (column instanceof BooleanColumn booleans) {
      return booleans.values()[row] ? 1 : 0;
    }
    if (column instanceof DoubleColumn doubles) {
      double value = doubles.values()[row];
      return Double.doubleToLongBits(value == 0 ? 0.0 : value);
    }
    float value = ((FloatColumn) column).values()[row];
    return Float.floatToIntBits(value == 0 ? 0.0f : value);
  }

  @Override
  int extraBytes(Column column, int row) {
    return 0;
  }

  @Override
  int extraBytes(long word) {
    return 0;
  }

  @Override
  int hash(Column column, int row) {
    return hash(add(column, row));
  }

  @Override
  int hash(long word) {
    return Long.hashCode(word);
  }

  @Override
  int compare(long left, KeyPart other, long right) {
    if (type == DataType.DOUBLE) {
      return Double.compare(Double.longBitsToDouble(left), Double.longBitsToDouble(right));
    }
    if (type == DataType.FLOAT) {
      return Float.compare(Float.intBitsToFloat((int) left), Float.intBitsToFloat((int) right));
    }
    return Long.compare(left, right);
  }

  @Override
  Column column(long[] words, boolean[] nulls, int count) {
    if (type == DataType.LONG || type == DataType.TIMESTAMP) {
      return new LongColumn(type, words, nulls, count);
    }
    if (type == DataType.DOUBLE) {
      double[] values = new double[count];
      for (int i = 0; i < count; i++) {
        values[i] = Double.longBitsToDouble(words[i]);
      }
      return new DoubleColumn(values, nulls, count);
    }
    if (type == DataType.FLOAT) {
      float[] values = new float[count];
      for (int i = 0; i < count; i++) {
        values[i] = Float.intBitsToFloat((int) words[i]);
      }
      return new FloatColumn(values, nulls, count);
    }
    if (type == DataType.BOOLEAN) {
      boolean[] values = new boolean[count];
      for (int i = 0; i < count; i++) {
        values[i] = words[i] != 0;
      }
      return new BooleanColumn(values, nulls, count);
    }
    int[] values = new int[count];
    for (int i = 0; i < count; i++) {
      values[i] = (int) words[i];
    }
    return new IntColumn(type, values, nulls, count);
  }

  @Override
  void write(long word, ByteSink target) {
    target.writeLong(word);
  }

  @Override
  long read(ByteBuffer source) {
    return source.getLong();
  }

  @Override
  void beginKeeping() {}

  @Override
  long keep(long word) {
    return word;
  }

  @Override
  void endKeeping() {}
}
