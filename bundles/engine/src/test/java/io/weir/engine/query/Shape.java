package io.weir.engine.query;

import io.weir.api.data.DataType;
import io.weir.api.data.Field;
import io.weir.api.data.Schema;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;

/**
 * Random schemas of a case's sources and of its table, and random values of any type. The first
 * columns have parts that queries know by position; how many more there are, and of what types the
 * keys are, is drawn.
 */
final class Shape {

  static final int LEAST_COLUMNS = 6;
  static final int MOST_COLUMNS = 10;

  static final int DEVICE = 0;
  static final int LINE = 1;
  static final int TEMP = 2;
  static final int V = 3;
  static final int OK = 4;
  static final int TS = 5;

  static final int ID = 0;
  static final int PRIORITY = 1;
  static final int SITE = 2;
  static final int BOUND = 3;
  static final int SINCE = 4;

  private static final List<DataType> SIMPLE =
      List.of(
          DataType.STRING,
          DataType.STRING,
          DataType.INT,
          DataType.LONG,
          DataType.DATE,
          DataType.TIMESTAMP,
          DataType.BINARY,
          DataType.FLOAT,
          DataType.DOUBLE,
          DataType.BOOLEAN,
          new DataType.Decimal(9, 2),
          new DataType.Decimal(25, 3));

  private final Random random;
  private final Schema source;
  private final Schema table;

  Shape(Random random) {
    this.random = random;
    DataType key = chance(50) ? DataType.STRING : simple();
    List<Field> columns = new ArrayList<>();
    columns.add(Field.of("device", key));
    columns.add(Field.of("line", DataType.LONG));
    columns.add(Field.of("temp", DataType.DOUBLE));
    columns.add(Field.of("v", DataType.LONG));
    columns.add(Field.of("ok", DataType.BOOLEAN));
    columns.add(Field.of("ts", DataType.TIMESTAMP));
    int more = chance(50) ? 0 : 1 + random.nextInt(MOST_COLUMNS - LEAST_COLUMNS);
    for (int i = 0; i < more; i++) {
      columns.add(Field.of("x" + i, any()));
    }
    source = new Schema(columns);
    List<Field> others = new ArrayList<>();
    others.add(Field.of("id", key));
    others.add(Field.of("priority", DataType.LONG));
    others.add(Field.of("site", chance(60) ? DataType.STRING : any()));
    others.add(Field.of("bound", DataType.DOUBLE));
    others.add(Field.of("since", DataType.TIMESTAMP));
    if (chance(20)) {
      others.add(Field.of("y", any()));
    }
    table = new Schema(others);
  }

  Schema source() {
    return source;
  }

  Schema table() {
    return table;
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  private DataType simple() {
    return SIMPLE.get(random.nextInt(SIMPLE.size()));
  }

  private DataType any() {
    return switch (random.nextInt(8)) {
      case 0 -> new DataType.Array(simple());
      case 1 -> new DataType.Struct(List.of(Field.of("a", simple()), Field.of("b", simple())));
      default -> simple();
    };
  }

  /** The position of a column of the source, one of those that pass; -1 if there is none. */
  int column(Predicate<DataType> passes) {
    List<Integer> found = new ArrayList<>();
    for (int i = 0; i < source.size(); i++) {
      if (passes.test(source.field(i).type())) {
        found.add(i);
      }
    }
    return found.isEmpty() ? -1 : found.get(random.nextInt(found.size()));
  }

  /** One of a few values of a type, so that they meet each other; seldom a strange one. */
  Object value(DataType type, int few) {
    if (chance(5) && type == DataType.STRING) {
      return chance(50) ? "" : "\ud834\udd1e";
    } else if (chance(5) && type == DataType.DOUBLE) {
      return chance(50) ? Double.NaN : -0.0;
    } else if (chance(5) && type == DataType.FLOAT) {
      return chance(50) ? Float.NaN : -0.0f;
    } else if (type instanceof DataType.Array array) {
      List<Object> elements = new ArrayList<>();
      for (int i = random.nextInt(3); i > 0; i--) {
        elements.add(chance(10) ? null : value(array.element(), few));
      }
      return elements;
    } else if (type instanceof DataType.Struct struct) {
      Map<String, Object> fields = new LinkedHashMap<>();
      for (Field field : struct.fields()) {
        fields.put(field.name(), chance(10) ? null : value(field.type(), few));
      }
      return fields;
    }
    return numbered(type, random.nextInt(few));
  }

  /** The value with a number, of a type without parts. */
  static Object numbered(DataType type, int number) {
    if (type instanceof DataType.Decimal decimal) {
      return new BigDecimal(BigInteger.valueOf(number * 125L - 250), decimal.scale());
    }
    return switch ((DataType.Primitive) type) {
      case BOOLEAN -> number % 2 == 0;
      case INT -> number - 2;
      case LONG -> number - 2L;
      case FLOAT -> (number - 2) / 4f;
      case DOUBLE -> (number - 2) / 4.0;
      case STRING -> "d" + number;
      case BINARY -> new byte[] {(byte) (number * 50)};
      case TIMESTAMP -> instant(number - 2);
      case DATE -> LocalDate.ofEpochDay(number - 2);
    };
  }

  static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }
}
