package io.weir.operators.function.cast;

import io.weir.api.data.DataType;
import java.util.stream.Collectors;

/** Types as Spark's {@code typeof} names them. */
public final class TypeText {

  private TypeText() {}

  /**
   * The name of a type.
   *
   * @param type any
   * @return such as {@code bigint} or {@code array<int>}
   */
  public static String of(DataType type) {
    if (type == DataType.LONG) {
      return "bigint";
    }
    if (type instanceof DataType.Array array) {
      return "array<" + of(array.element()) + ">";
    }
    if (type instanceof DataType.Struct struct) {
      return struct.fields().stream()
          .map(field -> field.name() + ":" + of(field.type()))
          .collect(Collectors.joining(",", "struct<", ">"));
    }
    return type.toString();
  }
}
