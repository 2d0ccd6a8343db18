package io.weir.operators.function.cast;

import io.weir.api.data.DataType;
import io.weir.operators.expr.Expr;
import io.weir.operators.function.Coercion;
import io.weir.operators.function.FunctionException;
import io.weir.operators.function.Library;
import io.weir.operators.function.Signature;
import java.util.List;

/** Conversions that are written as functions of the type's name: {@code double(a)}. */
public final class CastFunctions {

  private CastFunctions() {}

  /**
   * Adds them.
   *
   * @param library to this
   */
  public static void register(Library library) {
    add(library, "boolean", DataType.BOOLEAN);
    add(library, "int", DataType.INT);
    add(library, "bigint", DataType.LONG);
    add(library, "float", DataType.FLOAT);
    add(library, "double", DataType.DOUBLE);
    add(library, "decimal", new DataType.Decimal(10, 0));
    add(library, "string", DataType.STRING);
    add(library, "binary", DataType.BINARY);
    add(library, "date", DataType.DATE);
    add(library, "timestamp", DataType.TIMESTAMP);
  }

  private static void add(Library library, String name, DataType type) {
    String text = name + "(a)";
    library.rewrite(text, "As CAST(a AS %s).".formatted(name), args -> cast(text, args, type));
  }

  private static Expr cast(String text, List<Expr> arguments, DataType type)
      throws FunctionException {
    Signature.checkCount(text, arguments, 1, 1);
    return of(arguments.get(0), type, false);
  }

  /**
   * A conversion that is written out.
   *
   * @param operand what is converted
   * @param type to what
   * @param orNull true for TRY_CAST
   * @return the operand itself if it has the type already
   * @throws FunctionException if ANSI SQL has no such conversion
   */
  public static Expr of(Expr operand, DataType type, boolean orNull) throws FunctionException {
    if (operand.type().equals(type)) {
      return operand;
    }
    if (Coercion.isUntyped(operand)) {
      return Coercion.to(operand, type);
    }
    if (!Casts.allowed(operand.type(), type)) {
      throw new FunctionException(
          "cannot cast %s, which is %s, to %s".formatted(operand, operand.type(), type));
    }
    return orNull ? new Expr.Cast(operand, type, true) : Coercion.to(operand, type);
  }
}
