package io.weir.operators.function.text;

import static io.weir.api.data.DataType.BINARY;
import static io.weir.api.data.DataType.DATE;
import static io.weir.api.data.DataType.INT;
import static io.weir.api.data.DataType.STRING;
import static io.weir.api.data.DataType.TIMESTAMP;

import io.weir.api.data.DataType;
import io.weir.operators.expr.ColumnWriter;
import io.weir.operators.expr.Expr;
import io.weir.operators.expr.Expr.Call;
import io.weir.operators.expr.Row;
import io.weir.operators.expr.RowFailure;
import io.weir.operators.expr.RowFunction;
import io.weir.operators.expr.RowKernel;
import io.weir.operators.expr.RowKernel.Nulls;
import io.weir.operators.function.Coercion;
import io.weir.operators.function.FunctionException;
import io.weir.operators.function.Library;
import io.weir.operators.function.Signature;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.IllegalFormatException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Values written by a format. */
final class PrintFunctions {

  private static final String PRINTF = "format_string(format[, …])";
  private static final String NUMBER = "format_number(number, digits | pattern)";
  private static final String GROUPED = "#,###,###,###,###,###,##0";
  private static final int MOST_DIGITS = 1000;

  private PrintFunctions() {}

  static void register(Library library) {
    library.add(
        PRINTF,
        "The values in the places that a format in printf's style has for them, such as '%d of"
            + " %5.2f'. A time is a number: write date_format(time, …) for it.",
        PrintFunctions::resolve,
        (call, kernels) -> RowKernel.of(STRING, kernels, Nulls.CALL, false, PrintFunctions::print));
    library.alias("printf", "format_string");
    library.add(
        NUMBER,
        "With commas between thousands and so many digits behind the point, ties to even; or by a"
            + " pattern such as '#,##0.0#'.",
        PrintFunctions::resolveNumber,
        (call, kernels) -> RowKernel.of(STRING, kernels, number(call)));
  }

  private static Expr resolve(List<Expr> arguments) throws FunctionException {
    Signature.checkCount(PRINTF, arguments, 1, Integer.MAX_VALUE);
    List<Expr> typed = new ArrayList<>(arguments);
    typed.set(0, Signature.argument(PRINTF, arguments, 0, STRING));
    for (int i = 1; i < arguments.size(); i++) {
      DataType type = arguments.get(i).type();
      if (type == BINARY || type instanceof DataType.Array || type instanceof DataType.Struct) {
        throw Signature.mismatch(PRINTF, arguments, i, "a number, a text or a boolean");
      }
    }
    return new Call("format_string", typed, STRING);
  }

  private static void print(Row in, ColumnWriter out) {
    if (in.isNull(0)) {
      out.putNull();
      return;
    }
    @Nullable Object[] values = new @Nullable Object[in.size() - 1];
    for (int i = 0; i < values.length; i++) {
      values[i] = printed(in.value(i + 1), in.column(i + 1).type());
    }
    try {
      out.putText(String.format(Locale.US, in.text(0), values));
    } catch (IllegalFormatException e) {
      throw new RowFailure("format_string: '%s': %s".formatted(in.text(0), e.getMessage()));
    }
  }

  /** As in Spark a time is its number, and a decimal fits %s only. */
  private static @Nullable Object printed(@Nullable Object value, DataType type) {
    if (value instanceof Instant time && type == TIMESTAMP) {
      return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }
    if (value instanceof LocalDate date && type == DATE) {
      return (int) date.toEpochDay();
    }
    return value instanceof BigDecimal number ? number.toPlainString() : value;
  }

  private static Expr resolveNumber(List<Expr> arguments) throws FunctionException {
    Signature.checkCount(NUMBER, arguments, 2, 2);
    Expr number =
        Coercion.isNull(arguments.get(0))
            ? Coercion.to(arguments.get(0), DataType.DOUBLE)
            : arguments.get(0);
    if (!number.type().isNumeric()) {
      throw Signature.mismatch(NUMBER, arguments, 0, "a number");
    }
    DataType type = arguments.get(1).type();
    if (type != INT && type != STRING) {
      throw Signature.mismatch(NUMBER, arguments, 1, "an int or a pattern");
    }
    return new Call("format_number", List.of(number, arguments.get(1)), STRING);
  }

  private static RowFunction number(Call call) {
    boolean pattern = call.arguments().get(1).type() == STRING;
    DecimalFormat format = new DecimalFormat(GROUPED, DecimalFormatSymbols.getInstance(Locale.US));
    format.setRoundingMode(RoundingMode.HALF_EVEN);
    return (in, out) -> {
      String wanted = pattern ? in.text(1) : digits(in.intAt(1));
      if (wanted == null) {
        out.putNull();
        return;
      }
      try {
        format.applyPattern(wanted.isEmpty() ? GROUPED : wanted);
        out.putText(format.format(Objects.requireNonNull(in.value(0))));
      } catch (IllegalArgumentException e) {
        throw new RowFailure("format_number: '%s': %s".formatted(wanted, e.getMessage()));
      }
    };
  }

  private static @Nullable String digits(int count) {
    if (count > MOST_DIGITS) {
      throw new RowFailure(
          "format_number: %d digits, expected at most %d".formatted(count, MOST_DIGITS));
    }
    return count < 0 ? null : count == 0 ? GROUPED : GROUPED + "." + "0".repeat(count);
  }
}
