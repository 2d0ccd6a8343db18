package io.weir.formats.json;

import io.weir.api.connector.ByteSink;
import io.weir.api.data.ArrayColumn;
import io.weir.api.data.BinaryColumn;
import io.weir.api.data.BooleanColumn;
import io.weir.api.data.Column;
import io.weir.api.data.DataType;
import io.weir.api.data.DecimalColumn;
import io.weir.api.data.Dictionary;
import io.weir.api.data.DoubleColumn;
import io.weir.api.data.Field;
import io.weir.api.data.FloatColumn;
import io.weir.api.data.IntColumn;
import io.weir.api.data.LongColumn;
import io.weir.api.data.StringColumn;
import io.weir.api.data.StructColumn;
import io.weir.formats.print.FloatingText;
import io.weir.formats.print.IntegerText;
import io.weir.formats.print.TimeText;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Objects;

/**
 * Writes the values of columns as JSON (the pipeline file, "Writing JSON").
 *
 * <p>Thread: one at a time.
 */
public final class JsonValue {

  private static final byte[] NULL = ascii("null");
  private static final byte[] TRUE = ascii("true");
  private static final byte[] FALSE = ascii("false");
  private static final byte[] HEX = ascii("0123456789abcdef");

  private final FloatingText floating = new FloatingText();
  private byte[] buffer = new byte[256];

  /** A writer. */
  public JsonValue() {}

  /**
   * Writes a value.
   *
   * @param column holds it
   * @param row its position
   * @param target receives the JSON
   */
  public void write(Column column, int row, ByteSink target) {
    if (column.isNull(row)) {
      target.write(NULL);
    } else if (column instanceof StringColumn texts) {
      writeText(texts.dictionary(), texts.codes()[row], target);
    } else if (column instanceof LongColumn longs) {
      writeLong(longs, longs.values()[row], target);
    } else if (column instanceof DoubleColumn doubles) {
      writeDouble(doubles.values()[row], target);
    } else if (column instanceof IntColumn ints) {
      writeInt(ints, ints.values()[row], target);
    } else if (column instanceof FloatColumn floats) {
      writeFloat(floats.values()[row], target);
    } else if (column instanceof BooleanColumn booleans) {
      target.write(booleans.values()[row] ? TRUE : FALSE);
    } else if (column instanceof DecimalColumn decimals) {
      target.write(ascii(Objects.requireNonNull(decimals.values()[row]).toPlainString()));
    } else if (column instanceof BinaryColumn binaries) {
      target.writeByte('"');
      target.write(Base64.getEncoder().encode(Objects.requireNonNull(binaries.values()[row])));
      target.writeByte('"');
    } else if (column instanceof ArrayColumn arrays) {
      writeArray(arrays, row, target);
    } else {
      writeStruct((StructColumn) column, row, target);
    }
  }

  private static void writeLong(LongColumn column, long value, ByteSink target) {
    if (column.type() == DataType.TIMESTAMP) {
      target.writeByte('"');
      TimeText.writeInstant(value, target);
      target.writeByte('"');
    } else {
      IntegerText.write(value, target);
    }
  }

  private static void writeInt(IntColumn column, int value, ByteSink target) {
    if (column.type() == DataType.DATE) {
      target.writeByte('"');
      TimeText.writeDate(value, target);
      target.writeByte('"');
    } else {
      IntegerText.write(value, target);
    }
  }

  private void writeDouble(double value, ByteSink target) {
    if (Double.isFinite(value)) {
      floating.write(value, target);
    } else {
      target.write(ascii('"' + Double.toString(value) + '"'));
    }
  }

  private void writeFloat(float value, ByteSink target) {
    if (Float.isFinite(value)) {
      floating.write(value, target);
    } else {
      target.write(ascii('"' + Float.toString(value) + '"'));
    }
  }

  private void writeArray(ArrayColumn column, int row, ByteSink target) {
    int from = column.offsets()[row];
    int to = column.offsets()[row + 1];
    target.writeByte('[');
    for (int i = from; i < to; i++) {
      if (i > from) {
        target.writeByte(',');
      }
      write(column.elements(), i, target);
    }
    target.writeByte(']');
  }

  private void writeStruct(StructColumn column, int row, ByteSink target) {
    List<Field> fields = ((DataType.Struct) column.type()).fields();
    target.writeByte('{');
    for (int i = 0; i < fields.size(); i++) {
      if (i > 0) {
        target.writeByte(',');
      }
      writeText(fields.get(i).name(), target);
      target.writeByte(':');
      write(column.child(i), row, target);
    }
    target.writeByte('}');
  }

  /**
   * Writes text in quotes.
   *
   * @param text any text
   * @param target receives the JSON
   */
  public void writeText(String text, ByteSink target) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    writeText(utf8, utf8.length, target);
  }

  private void writeText(Dictionary dictionary, int code, ByteSink target) {
    int length = dictionary.length(code);
    if (buffer.length < length) {
      buffer = new byte[Math.max(length, buffer.length * 2)];
    }
    dictionary.copyTo(code, buffer, 0);
    writeText(buffer, length, target);
  }

  /** RFC 8259 section 7: quote, backslash and the control characters are escaped. */
  private static void writeText(byte[] utf8, int length, ByteSink target) {
    target.writeByte('"');
    int written = 0;
    for (int i = 0; i < length; i++) {
      byte c = utf8[i];
      if (c == '"' || c == '\\' || (c >= 0 && c < ' ')) {
        target.write(utf8, written, i - written);
        writeEscape(c, target);
        written = i + 1;
      }
    }
    target.write(utf8, written, length - written);
    target.writeByte('"');
  }

  private static void writeEscape(byte c, ByteSink target) {
    target.writeByte('\\');
    switch (c) {
      case '"', '\\' -> target.writeByte(c);
      case '\n' -> target.writeByte('n');
      case '\r' -> target.writeByte('r');
      case '\t' -> target.writeByte('t');
      case '\b' -> target.writeByte('b');
      case '\f' -> target.writeByte('f');
      default -> {
        target.write(ascii("u00"));
        target.writeByte(HEX[c >> 4]);
        target.writeByte(HEX[c & 15]);
      }
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
