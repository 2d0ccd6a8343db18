package io.weir.operators.function.json;

import io.weir.api.data.DataType;
import io.weir.api.data.DataType.Array;
import io.weir.api.data.DataType.Decimal;
import io.weir.api.data.DataType.Struct;
import io.weir.api.data.Field;
import io.weir.operators.expr.RowFailure;
import io.weir.operators.function.operator.DecimalMath;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON texts as values of a struct or an array, as Spark does: what does not fit its field
 * makes that field null, within an array of such the array; what is no JSON makes all fields null.
 *
 * <p>Thread: one at a time.
 */
final class JsonReader {

  /** The field of the outermost struct, if it has it, that takes a text which did not fit. */
  private static final String CORRUPT = "_corrupt_record";

  private static final Object UNFIT = new Object();

  private final DataType type;
  private final JsonTimes times;
  private boolean unfit;

  JsonReader(DataType type, JsonTimes times) {
    this.type = type;
    this.times = times;
  }

  /** Whether the last text did not fit the type. */
  boolean wasUnfit() {
    return unfit;
  }

  /** The value of a text; null for a blank one. */
  @Nullable Object read(String json) {
    unfit = false;
    if (json.isBlank()) {
      return null;
    }
    Object value = root(json);
    if (value == UNFIT) {
      unfit = true;
      value = type instanceof Struct struct ? empty(struct) : null;
    }
    if (unfit
        && type instanceof Struct struct
        && hasCorrupt(struct)
        && value instanceof Map<?, ?>) {
      Map<String, @Nullable Object> marked = new LinkedHashMap<>();
      ((Map<?, ?>) value).forEach((name, field) -> marked.put(String.valueOf(name), field));
      marked.put(CORRUPT, json);
      return marked;
    }
    return value;
  }

  private static boolean hasCorrupt(Struct struct) {
    return struct.fields().contains(Field.of(CORRUPT, DataType.STRING));
  }

  private static Map<String, @Nullable Object> empty(Struct struct) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    struct.fields().forEach(field -> fields.put(field.name(), null));
    return fields;
  }

  private @Nullable Object root(String json) {
    try {
      JsonCursor value = new JsonCursor(json, true);
      if (value.peek() == '{' && type instanceof Array array && array.element() instanceof Struct) {
        return List.of(value(value, array.element()));
      }
      // A null is no value here, though it is one anywhere else.
      return value.atNull() ? UNFIT : value(value, type);
    } catch (BrokenJson e) {
      return UNFIT;
    }
  }

  /** Reads the value at hand; UNFIT if it is not of the type. */
  private @Nullable Object value(JsonCursor value, DataType type) {
    if (value.atNull()) {
      value.skip();
      return null;
    }
    char c = value.peek();
    if (type instanceof Struct struct && c == '{') {
      return struct(value, struct);
    }
    if (type instanceof Array array && c == '[') {
      return array(value, array);
    }
    if (type == DataType.STRING) {
      return value.atText() ? value.text() : value.compact();
    }
    if (c == '{' || c == '[' || type instanceof Struct || type instanceof Array) {
      value.skip();
      return UNFIT;
    }
    try {
      return value.atText() ? ofText(value.text(), type) : ofScalar(value.scalar(), type);
    } catch (RowFailure | IllegalArgumentException | ArithmeticException e) {
      return UNFIT;
    }
  }

  private Map<String, @Nullable Object> struct(JsonCursor value, Struct struct) {
    Map<String, @Nullable Object> read = empty(struct);
    Map<String, DataType> types = new HashMap<>();
    struct.fields().forEach(field -> types.put(field.name(), field.type()));
    value.object(
        name -> {
          DataType type = types.get(name);
          if (type == null) {
            value.skip();
            return;
          }
          Object field = value(value, type);
          unfit |= field == UNFIT;
          read.put(name, field == UNFIT ? null : field);
        });
    return read;
  }

  private Object array(JsonCursor value, Array array) {
    List<@Nullable Object> elements = new ArrayList<>();
    value.array(() -> elements.add(value(value, array.element())));
    return elements.contains(UNFIT) ? UNFIT : elements;
  }

  private Object ofText(String text, DataType type) {
    if (type instanceof Decimal decimal) {
      return DecimalMath.fit(new BigDecimal(text.replace(",", "")), decimal);
    }
    if (type == DataType.DATE) {
      return LocalDate.ofEpochDay(times.date(text));
    }
    if (type == DataType.TIMESTAMP) {
      return instant(times.timestamp(text));
    }
    if (type == DataType.BINARY) {
      return Base64.getDecoder().decode(text);
    }
    return type == DataType.DOUBLE || type == DataType.FLOAT ? infinity(text, type) : UNFIT;
  }

  private static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  private static Object infinity(String text, DataType type) {
    double value =
        switch (text) {
          case "NaN" -> Double.NaN;
          case "INF", "+INF", "Infinity", "+Infinity" -> Double.POSITIVE_INFINITY;
          case "-INF", "-Infinity" -> Double.NEGATIVE_INFINITY;
          default -> throw new IllegalArgumentException(text);
        };
    return type == DataType.DOUBLE ? (Object) value : (Object) (float) value;
  }

  private static Object ofScalar(String scalar, DataType type) {
    if (scalar.equals("true") || scalar.equals("false")) {
      return type == DataType.BOOLEAN ? Boolean.valueOf(scalar) : UNFIT;
    }
    char last = scalar.charAt(scalar.length() - 1);
    if (!Character.isDigit(last)) {
      return type == DataType.DOUBLE || type == DataType.FLOAT ? infinity(scalar, type) : UNFIT;
    }
    if (type == DataType.DOUBLE) {
      return Double.valueOf(scalar);
    }
    if (type == DataType.FLOAT) {
      return Float.valueOf(scalar);
    }
    if (type instanceof Decimal decimal) {
      return DecimalMath.fit(new BigDecimal(scalar), decimal);
    }
    if (JsonCursor.isFraction(scalar)) {
      return UNFIT;
    }
    BigInteger integer = new BigInteger(scalar);
    if (type == DataType.INT) {
      return integer.intValueExact();
    }
    if (type == DataType.LONG) {
      return integer.longValueExact();
    }
    return type == DataType.TIMESTAMP
        ? instant(Math.multiplyExact(integer.longValueExact(), 1_000_000L))
        : UNFIT;
  }
}
