package io.weir.api.data;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The type of a column. Names, widths and semantics are those of Spark SQL.
 *
 * <p>Thread: immutable, any.
 */
public sealed interface DataType {

  // Abstract, not default: a default method would make the initialisation of a subtype initialise
  // this interface, whose constants initialise the subtypes, and two threads could deadlock.
  /**
   * Whether values of the type are numbers.
   *
   * @return true for int, long, float, double and decimal
   */
  boolean isNumeric();

  /** The types without parameters. */
  enum Primitive implements DataType {
    /** True or false. */
    BOOLEAN,
    /** 32-bit signed integer. */
    INT,
    /** 64-bit signed integer. */
    LONG,
    /** IEEE 754 single precision. */
    FLOAT,
    /** IEEE 754 double precision. */
    DOUBLE,
    /** UTF-8 text. */
    STRING,
    /** Bytes. */
    BINARY,
    /** An instant, as microseconds since the epoch. */
    TIMESTAMP,
    /** A day, as days since the epoch. */
    DATE;

    @Override
    public boolean isNumeric() {
      return this == INT || this == LONG || this == FLOAT || this == DOUBLE;
    }

    @Override
    public String toString() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /** True or false. */
  DataType BOOLEAN = Primitive.BOOLEAN;

  /** 32-bit signed integer. */
  DataType INT = Primitive.INT;

  /** 64-bit signed integer. */
  DataType LONG = Primitive.LONG;

  /** Single precision. */
  DataType FLOAT = Primitive.FLOAT;

  /** Double precision. */
  DataType DOUBLE = Primitive.DOUBLE;

  /** Text. */
  DataType STRING = Primitive.STRING;

  /** Bytes. */
  DataType BINARY = Primitive.BINARY;

  /** Microseconds since the epoch. */
  DataType TIMESTAMP = Primitive.TIMESTAMP;

  /** Days since the epoch. */
  DataType DATE = Primitive.DATE;

  /** A window: {@code struct<start:timestamp,end:timestamp>}. */
  Struct WINDOW = new Struct(List.of(Field.of("start", TIMESTAMP), Field.of("end", TIMESTAMP)));

  /**
   * An exact decimal number.
   *
   * @param precision total digits, 1 to 38
   * @param scale digits after the point, 0 to precision
   */
  record Decimal(int precision, int scale) implements DataType {

    /** The greatest precision. */
    public static final int MAX_PRECISION = 38;

    /** Checks the bounds. */
    public Decimal {
      if (precision < 1 || precision > MAX_PRECISION || scale < 0 || scale > precision) {
        throw new IllegalArgumentException(
            "decimal(%d,%d): expected 1 <= precision <= 38 and 0 <= scale <= precision"
                .formatted(precision, scale));
      }
    }

    @Override
    public boolean isNumeric() {
      return true;
    }

    @Override
    public String toString() {
      return "decimal(" + precision + "," + scale + ")";
    }
  }

  /**
   * A list of values of one type.
   *
   * @param element the type of every element
   */
  record Array(DataType element) implements DataType {
    /** Checks that there is an element type. */
    public Array {
      Objects.requireNonNull(element);
    }

    @Override
    public boolean isNumeric() {
      return false;
    }

    @Override
    public String toString() {
      return "array<" + element + ">";
    }
  }

  /**
   * Named values.
   *
   * @param fields at least one, in order
   */
  record Struct(List<Field> fields) implements DataType {
    /** Copies the fields. */
    public Struct {
      fields = List.copyOf(fields);
    }

    @Override
    public boolean isNumeric() {
      return false;
    }

    @Override
    public String toString() {
      return fields.stream()
          .map(f -> f.name() + ":" + f.type())
          .collect(Collectors.joining(",", "struct<", ">"));
    }
  }
}
