package io.weir.operators.function.math;

import static io.weir.api.data.DataType.BINARY;
import static io.weir.api.data.DataType.INT;
import static io.weir.api.data.DataType.LONG;
import static io.weir.api.data.DataType.STRING;

import io.weir.api.data.DataType;
import io.weir.operators.expr.ColumnWriter;
import io.weir.operators.expr.Expr;
import io.weir.operators.expr.Expr.Call;
import io.weir.operators.expr.Row;
import io.weir.operators.expr.RowFailure;
import io.weir.operators.expr.RowFunction;
import io.weir.operators.expr.RowKernel;
import io.weir.operators.function.FunctionException;
import io.weir.operators.function.Library;
import io.weir.operators.function.Signature;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/** Numbers written and read in other bases than ten. */
final class BaseFunctions {

  private static final String HEX = "hex(number | text | bytes)";

  private BaseFunctions() {}

  static void register(Library library) {
    library.rows(
        "bin(number)",
        "As binary digits.",
        STRING,
        (in, out) -> out.putText(Long.toBinaryString(in.longAt(0))),
        LONG);
    library.add(
        HEX,
        "As hexadecimal digits: a negative number as 64 bits, a text as its bytes.",
        BaseFunctions::hex,
        (call, kernels) -> RowKernel.of(STRING, kernels, digits(call.arguments().get(0).type())));
    library.rows(
        "unhex(text)",
        "The bytes of hexadecimal digits; null for a text of others.",
        BINARY,
        (in, out) -> {
          try {
            String digits = in.text(0);
            // An odd number of digits lacks a zero in front.
            out.putValue(HexFormat.of().parseHex(digits.length() % 2 == 0 ? digits : "0" + digits));
          } catch (IllegalArgumentException e) {
            out.putNull();
          }
        },
        STRING);
    library.rows(
        "conv(number, from, to)",
        "The digits of an integer of one base, 2 to 36, in another. It is one of 64 bits without"
            + " sign, unless the other base is given as a negative number; what comes after the last"
            + " digit is not read.",
        STRING,
        BaseFunctions::convert,
        STRING,
        INT,
        INT);
  }

  private static Expr hex(List<Expr> arguments) throws FunctionException {
    Signature.checkCount(HEX, arguments, 1, 1);
    DataType type = arguments.get(0).type();
    DataType own = type == STRING || type == BINARY ? type : LONG;
    return new Call("hex", List.of(Signature.argument(HEX, arguments, 0, own)), STRING);
  }

  private static RowFunction digits(DataType type) {
    if (type == LONG) {
      return (in, out) -> out.putText(Long.toHexString(in.longAt(0)).toUpperCase(Locale.ROOT));
    }
    HexFormat format = HexFormat.of().withUpperCase();
    return type == STRING
        ? (in, out) -> out.putText(format.formatHex(in.text(0).getBytes(StandardCharsets.UTF_8)))
        : (in, out) -> {
          byte[] bytes = (byte[]) in.value(0);
          out.putText(format.formatHex(bytes == null ? new byte[0] : bytes));
        };
  }

  private static void convert(Row in, ColumnWriter out) {
    String text = in.text(0).trim();
    int from = in.intAt(1);
    int to = in.intAt(2);
    if (text.isEmpty() || !isBase(from) || !isBase(Math.abs(to))) {
      out.putNull();
      return;
    }
    boolean negative = text.charAt(0) == '-';
    BigInteger value = BigInteger.ZERO;
    for (int i = negative ? 1 : 0; i < text.length(); i++) {
      int digit = Character.digit(text.charAt(i), from);
      if (digit < 0 || text.charAt(i) > 'z') {
        break;
      }
      value = value.multiply(BigInteger.valueOf(from)).add(BigInteger.valueOf(digit));
      if (value.bitLength() > Long.SIZE) {
        throw new RowFailure(
            "overflow: conv: '%s' of base %d is over 64 bits".formatted(text, from));
      }
    }
    out.putText(written(value, negative, to));
  }

  private static boolean isBase(int base) {
    return base >= Character.MIN_RADIX && base <= Character.MAX_RADIX;
  }

  /** Spark's own way with what does not fit 64 bits with a sign. */
  private static String written(BigInteger size, boolean negative, int base) {
    long bits = size.longValue();
    if (base > 0) {
      long shown = !negative ? bits : bits < 0 ? -1 : -bits;
      return Long.toUnsignedString(shown, base).toUpperCase(Locale.ROOT);
    }
    String digits = Long.toUnsignedString(bits < 0 ? -bits : bits, -base).toUpperCase(Locale.ROOT);
    return negative || bits < 0 ? "-" + digits : digits;
  }
}
