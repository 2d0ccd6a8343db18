package io.weir.operators.function.math;

import io.weir.api.data.DataType;
import io.weir.operators.expr.Expr;
import io.weir.operators.expr.Expr.Call;
import io.weir.operators.expr.RowFailure;
import io.weir.operators.expr.RowKernel;
import io.weir.operators.function.Coercion;
import io.weir.operators.function.FunctionException;
import io.weir.operators.function.Library;
import io.weir.operators.function.Signature;
import java.util.List;

/** Operations on the bits of integers. */
final class BitFunctions {

  private BitFunctions() {}

  /** An operation of two longs that keeps ints ints. */
  @FunctionalInterface
  private interface BitOperation {
    long apply(long a, long b);
  }

  /** A shift of an int. */
  @FunctionalInterface
  private interface IntShift {
    int apply(int a, int n);
  }

  /** A shift of a long. */
  @FunctionalInterface
  private interface LongShift {
    long apply(long a, int n);
  }

  static void register(Library library) {
    bits(library, "&", "a & b", "The bits set in both.", (a, b) -> a & b);
    bits(library, "|", "a | b", "The bits set in either.", (a, b) -> a | b);
    bits(library, "^", "a ^ b", "The bits set in one only.", (a, b) -> a ^ b);
    library.operator(
        "~",
        "~a",
        "The bits not set.",
        args -> {
          Signature.checkCount("~a", args, 1, 1);
          Expr bits = integer("~a", args, 0);
          return new Call("~", List.of(bits), bits.type());
        },
        (call, kernels) ->
            RowKernel.of(
                call.type(),
                kernels,
                call.type() == DataType.INT
                    ? (in, out) -> out.putInt(~in.intAt(0))
                    : (in, out) -> out.putLong(~in.longAt(0))));
    shift(
        library,
        "shiftleft(a, n)",
        "a shifted left by n bits, as a << n.",
        (a, n) -> a << n,
        (a, n) -> a << n);
    shift(
        library,
        "shiftright(a, n)",
        "a shifted right by n bits, as a >> n; the sign stays.",
        (a, n) -> a >> n,
        (a, n) -> a >> n);
    shift(
        library,
        "shiftrightunsigned(a, n)",
        "a shifted right by n bits, as a >>> n; zeros come in.",
        (a, n) -> a >>> n,
        (a, n) -> a >>> n);
    count(library);
    position(library);
  }

  private static Expr integer(String text, List<Expr> arguments, int index)
      throws FunctionException {
    DataType type = arguments.get(index).type();
    return type == DataType.INT
        ? arguments.get(index)
        : Signature.argument(text, arguments, index, DataType.LONG);
  }

  private static void bits(
      Library library, String name, String text, String description, BitOperation operation) {
    library.operator(
        name,
        text,
        description,
        args -> {
          Signature.checkCount(text, args, 2, 2);
          Expr left = integer(text, args, 0);
          Expr right = integer(text, args, 1);
          DataType type = Coercion.widerNumber(left.type(), right.type());
          return new Call(name, Coercion.allTo(List.of(left, right), type), type);
        },
        (call, kernels) ->
            RowKernel.of(
                call.type(),
                kernels,
                call.type() == DataType.INT
                    ? (in, out) -> out.putInt((int) operation.apply(in.intAt(0), in.intAt(1)))
                    : (in, out) -> out.putLong(operation.apply(in.longAt(0), in.longAt(1)))));
  }

  /** As in Java, an int is shifted by the lowest 5 bits of n, a long by the lowest 6. */
  private static void shift(
      Library library, String text, String description, IntShift ints, LongShift longs) {
    String name = text.substring(0, text.indexOf('('));
    library.add(
        text,
        description,
        args -> {
          Signature.checkCount(text, args, 2, 2);
          Expr bits = integer(text, args, 0);
          Expr count = Signature.argument(text, args, 1, DataType.INT);
          return new Call(name, List.of(bits, count), bits.type());
        },
        (call, kernels) ->
            RowKernel.of(
                call.type(),
                kernels,
                call.type() == DataType.INT
                    ? (in, out) -> out.putInt(ints.apply(in.intAt(0), in.intAt(1)))
                    : (in, out) -> out.putLong(longs.apply(in.longAt(0), in.intAt(1)))));
  }

  private static void count(Library library) {
    String text = "bit_count(a)";
    library.add(
        text,
        "The number of bits set in an integer, as 64 bits, or a boolean.",
        args -> {
          Signature.checkCount(text, args, 1, 1);
          boolean condition = args.get(0).type() == DataType.BOOLEAN;
          DataType type = condition ? DataType.BOOLEAN : DataType.LONG;
          Expr bits = Signature.argument(text, args, 0, type);
          return new Call("bit_count", List.of(bits), DataType.INT);
        },
        (call, kernels) ->
            RowKernel.of(
                DataType.INT,
                kernels,
                call.arguments().get(0).type() == DataType.BOOLEAN
                    ? (in, out) -> out.putInt(in.booleanAt(0) ? 1 : 0)
                    : (in, out) -> out.putInt(Long.bitCount(in.longAt(0)))));
  }

  private static void position(Library library) {
    String text = "bit_get(a, position)";
    library.add(
        text,
        "The bit at a position, from 0 for the lowest; an int has 32, a long 64.",
        args -> {
          Signature.checkCount(text, args, 2, 2);
          Expr bits = integer(text, args, 0);
          Expr position = Signature.argument(text, args, 1, DataType.INT);
          return new Call("bit_get", List.of(bits, position), DataType.INT);
        },
        (call, kernels) -> {
          boolean isInt = call.arguments().get(0).type() == DataType.INT;
          int size = isInt ? Integer.SIZE : Long.SIZE;
          return RowKernel.of(
              DataType.INT,
              kernels,
              (in, out) -> {
                int position = in.intAt(1);
                if (position < 0 || position >= size) {
                  throw new RowFailure(
                      "bit_get: position %d, expected 0 to %d".formatted(position, size - 1));
                }
                long bits = isInt ? in.intAt(0) : in.longAt(0);
                out.putInt((int) (bits >>> position & 1));
              });
        });
    library.alias("getbit", "bit_get");
  }
}
