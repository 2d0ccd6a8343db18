package io.weir.sql.literal;

import static java.util.regex.Pattern.CASE_INSENSITIVE;

import io.weir.api.data.DataType;
import io.weir.api.data.Field;
import io.weir.sql.parser.Constructs;
import io.weir.sql.parser.Names;
import io.weir.sql.parser.Refusal;
import io.weir.sql.parser.SqlParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.ColTypeContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.ComplexColTypeContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.ComplexDataTypeContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.DataTypeContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.PrimitiveDataTypeContext;

/** The types that CAST and :: name. */
public final class TypeNames {

  /** Spark's names of types. */
  public static final Map<String, DataType> SIMPLE =
      Map.ofEntries(
          Map.entry("boolean", DataType.BOOLEAN),
          Map.entry("int", DataType.INT),
          Map.entry("integer", DataType.INT),
          Map.entry("bigint", DataType.LONG),
          Map.entry("long", DataType.LONG),
          Map.entry("float", DataType.FLOAT),
          Map.entry("real", DataType.FLOAT),
          Map.entry("double", DataType.DOUBLE),
          Map.entry("string", DataType.STRING),
          Map.entry("binary", DataType.BINARY),
          Map.entry("timestamp", DataType.TIMESTAMP),
          Map.entry("timestamp_ltz", DataType.TIMESTAMP),
          Map.entry("date", DataType.DATE));

  /** Types of Spark that Weir lacks, and what to take. */
  private static final Map<String, String> INSTEAD =
      Map.of(
          "tinyint",
          "int",
          "byte",
          "int",
          "smallint",
          "int",
          "short",
          "int",
          "varchar",
          "string",
          "char",
          "string",
          "character",
          "string",
          "timestamp_ntz",
          "timestamp");

  private static final Pattern NESTED =
      Pattern.compile("\\s*(struct|array)\\s*<", CASE_INSENSITIVE);

  private TypeNames() {}

  /**
   * A type.
   *
   * @param context its name in the tree
   * @return the type
   */
  public static DataType of(DataTypeContext context) {
    if (context instanceof PrimitiveDataTypeContext primitive) {
      return primitive(primitive);
    }
    if (context instanceof ComplexDataTypeContext complex) {
      return complex(complex);
    }
    throw new Refusal(context, Constructs.refuse(context));
  }

  /**
   * The type that a schema written as text has: {@code a INT, b DOUBLE}, or an array or a struct.
   *
   * @param text the schema
   * @return a struct of the columns, or the type
   */
  public static DataType ofSchema(String text) {
    if (NESTED.matcher(text).lookingAt()) {
      return of(SqlParser.type(text));
    }
    List<Field> fields = new ArrayList<>();
    for (ColTypeContext column : SqlParser.columns(text).colType()) {
      fields.add(Field.of(Names.of(column.errorCapturingIdentifier()), of(column.dataType())));
    }
    return new DataType.Struct(fields);
  }

  private static DataType primitive(PrimitiveDataTypeContext context) {
    String name = context.type().getText().toLowerCase(Locale.ROOT);
    List<Integer> numbers = new ArrayList<>();
    context.INTEGER_VALUE().forEach(n -> numbers.add(number(context, n.getText())));
    if (name.equals("decimal") || name.equals("dec") || name.equals("numeric")) {
      return decimal(context, numbers);
    }
    DataType type = SIMPLE.get(name);
    if (type == null) {
      String instead = INSTEAD.get(name);
      throw new Refusal(
          context,
          "the type "
              + name
              + " is not supported; "
              + (instead == null
                  ? "expected one of "
                      + String.join(", ", new java.util.TreeSet<>(SIMPLE.keySet()))
                      + ", decimal(p,s), array<…>, struct<…>"
                  : "use " + instead));
    }
    if (!numbers.isEmpty()) {
      throw new Refusal(context, "the type " + name + " takes no length");
    }
    return type;
  }

  private static int number(PrimitiveDataTypeContext context, String digits) {
    if (digits.length() > 4) {
      throw new Refusal(context, digits + " is too long for a type");
    }
    return Integer.parseInt(digits);
  }

  private static DataType decimal(PrimitiveDataTypeContext context, List<Integer> numbers) {
    if (numbers.size() > 2) {
      throw new Refusal(context, "expected decimal(precision, scale)");
    }
    int precision = numbers.isEmpty() ? 10 : numbers.get(0);
    int scale = numbers.size() < 2 ? 0 : numbers.get(1);
    try {
      return new DataType.Decimal(precision, scale);
    } catch (IllegalArgumentException outOfBounds) {
      throw new Refusal(context, String.valueOf(outOfBounds.getMessage()));
    }
  }

  private static DataType complex(ComplexDataTypeContext context) {
    int kind = context.complex.getType();
    if (kind == SqlBaseParser.ARRAY) {
      return new DataType.Array(of(context.dataType(0)));
    }
    if (kind == SqlBaseParser.STRUCT && context.complexColTypeList() != null) {
      List<Field> fields = new ArrayList<>();
      for (ComplexColTypeContext column : context.complexColTypeList().complexColType()) {
        fields.add(Field.of(Names.of(column.errorCapturingIdentifier()), of(column.dataType())));
      }
      return new DataType.Struct(fields);
    }
    throw new Refusal(
        context,
        kind == SqlBaseParser.MAP
            ? "the type map is not supported; use a struct or an array of structs"
            : "a struct needs fields: struct<a: int, b: string>");
  }
}
