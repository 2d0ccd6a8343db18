package io.weir.formats.cell;

import io.weir.api.data.DataType;
import io.weir.api.data.Field;
import io.weir.api.format.InputField;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The rules by which a value that was read becomes a value of its column (the pipeline file,
 * "Reading"). This is the complete routine; {@link CellColumn} has shortcuts for the usual cases.
 *
 * <ul>
 *   <li>A number in a string column is its text.
 *   <li>Text that is exactly a number, or a number that is exactly an integer, fits a numeric
 *       column; the texts NaN, Infinity and -Infinity fit float and double.
 *   <li>A timestamp is a number in the column's unit or ISO-8601 text; binary is base64 text.
 *   <li>{@code coerce: strict} allows no conversion: numbers are numbers, integers are written as
 *       such, text is text.
 * </ul>
 *
 * <p>Thread: one at a time.
 */
public final class Conversion {

  private final DataType type;
  private final TimeUnit unit;
  private final boolean strict;
  private final boolean textual;
  private final IsoTime time;

  /**
   * The rules for one column.
   *
   * @param field the column and how it is read
   * @param textual whether the format knows only text (CSV): then text stands for every type, also
   *     when strict
   */
  public Conversion(InputField field, boolean textual) {
    this.type = field.field().type();
    this.unit = field.unit();
    this.strict = field.strict();
    this.textual = textual;
    this.time = new IsoTime(field.zone());
  }

  IsoTime time() {
    return time;
  }

  /**
   * Converts a value.
   *
   * @param raw as {@link Cells#raw} gives it
   * @param label what people call the field
   * @return as {@link io.weir.api.data.ColumnBuilder#append} takes it, a timestamp as a Long of
   *     microseconds; null for null
   * @throws Misfit if it does not fit: field, found, expected
   */
  public @Nullable Object convert(@Nullable Object raw, String label) throws Misfit {
    return raw == null ? null : convert(type, raw, label);
  }

  private @Nullable Object convert(DataType to, Object raw, String label) throws Misfit {
    if (to instanceof DataType.Array array) {
      return array(array, raw, label);
    }
    if (to instanceof DataType.Struct struct) {
      return struct(struct, raw, label);
    }
    Object value = scalar(to, raw);
    if (value == null) {
      throw misfit(label, raw, to);
    }
    return value;
  }

  /** Null for what does not fit. */
  private @Nullable Object scalar(DataType to, Object raw) {
    String text = raw instanceof String string ? string : null;
    if (to == DataType.STRING) {
      return raw instanceof NumberText number && !strict ? number.text() : text;
    }
    if (to == DataType.BOOLEAN) {
      return text != null && textual ? bool(text) : raw instanceof Boolean ? raw : null;
    }
    if (to == DataType.BINARY) {
      return text == null ? null : base64(text);
    }
    if (to == DataType.DATE) {
      return text == null ? null : date(text);
    }
    String number = number(raw);
    if (to == DataType.TIMESTAMP) {
      if (number != null) {
        return Numbers.micros(number, unit);
      }
      return text == null ? null : timestampText(text);
    }
    if (number == null) {
      return text != null && (!strict || textual) ? notFinite(to, text) : null;
    }
    return numeric(to, number);
  }

  /** The text of a number, also of one that came as text where that is allowed. */
  private @Nullable String number(Object raw) {
    if (raw instanceof NumberText number) {
      return number.text();
    }
    boolean allowed = textual || !strict;
    return allowed && raw instanceof String text && Numbers.isNumber(text) ? text : null;
  }

  private @Nullable Object numeric(DataType to, String number) {
    if (number.length() > Numbers.MAX_CHARS) {
      return null;
    }
    if (to == DataType.DOUBLE) {
      double value = Double.parseDouble(number);
      return Double.isInfinite(value) ? null : (Double) value;
    }
    if (to == DataType.FLOAT) {
      float value = Float.parseFloat(number);
      return Float.isInfinite(value) ? null : (Float) value;
    }
    if (to instanceof DataType.Decimal decimal) {
      return Numbers.exactDecimal(number, decimal.precision(), decimal.scale());
    }
    Long value = strict && !Numbers.isIntegerLiteral(number) ? null : Numbers.exactLong(number);
    if (value == null || to == DataType.LONG) {
      return value;
    }
    return value == value.intValue() ? (Integer) value.intValue() : null;
  }

  private static @Nullable Object notFinite(DataType to, String text) {
    double value;
    switch (text) {
      case "NaN" -> value = Double.NaN;
      case "Infinity" -> value = Double.POSITIVE_INFINITY;
      case "-Infinity" -> value = Double.NEGATIVE_INFINITY;
      default -> {
        return null;
      }
    }
    if (to == DataType.DOUBLE) {
      return value;
    }
    return to == DataType.FLOAT ? (Float) (float) value : null;
  }

  private static @Nullable Object bool(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> null;
    };
  }

  private static byte @Nullable [] base64(String text) {
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private @Nullable Object date(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    long days = time.days(bytes, 0, bytes.length);
    return days == IsoTime.NONE ? null : LocalDate.ofEpochDay(days);
  }

  private @Nullable Object timestampText(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    long micros = time.micros(bytes, 0, bytes.length);
    return micros == IsoTime.NONE ? null : (Long) micros;
  }

  private List<@Nullable Object> array(DataType.Array to, Object raw, String label) throws Misfit {
    if (!(raw instanceof List<?> list)) {
      throw misfit(label, raw, to);
    }
    List<@Nullable Object> values = new ArrayList<>(list.size());
    for (Object element : list) {
      String at = label + '[' + values.size() + ']';
      values.add(element == null ? null : convert(to.element(), element, at));
    }
    return values;
  }

  private Map<String, @Nullable Object> struct(DataType.Struct to, Object raw, String label)
      throws Misfit {
    if (!(raw instanceof Map<?, ?> map)) {
      throw misfit(label, raw, to);
    }
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    for (Field field : to.fields()) {
      Object value = map.get(field.name());
      values.put(
          field.name(),
          value == null ? null : convert(field.type(), value, label + '.' + field.name()));
    }
    return values;
  }

  private Misfit misfit(String label, Object raw, DataType to) {
    return new Misfit(label + ": found " + Found.show(raw) + ", expected " + expected(to, raw));
  }

  private String expected(DataType to, Object raw) {
    String number = number(raw);
    if (number != null && number.length() > Numbers.MAX_CHARS) {
      return "a number of at most " + Numbers.MAX_CHARS + " characters";
    }
    if (to == DataType.INT) {
      return "an int, " + Integer.MIN_VALUE + " to " + Integer.MAX_VALUE;
    }
    if (to == DataType.LONG) {
      return "a long, " + Long.MIN_VALUE + " to " + Long.MAX_VALUE;
    }
    if (to instanceof DataType.Decimal decimal) {
      return to
          + ": at most "
          + (decimal.precision() - decimal.scale())
          + " digits before the point and "
          + decimal.scale()
          + " behind it";
    }
    if (to == DataType.TIMESTAMP) {
      return "a timestamp: a number of "
          + unit.name().toLowerCase(Locale.ROOT)
          + " or ISO-8601 text such as 2026-11-20T10:00:00Z";
    }
    if (to == DataType.DATE) {
      return "a date such as 2026-11-20";
    }
    if (to == DataType.BINARY) {
      return "base64 text";
    }
    if (to == DataType.STRING) {
      return "text";
    }
    if (to == DataType.BOOLEAN) {
      return "true or false";
    }
    if (to instanceof DataType.Array) {
      return "an array";
    }
    return to instanceof DataType.Struct ? "an object" : "a finite " + to;
  }

  /** Whether no conversion is allowed. */
  boolean strict() {
    return strict;
  }

  TimeUnit unit() {
    return unit;
  }
}
