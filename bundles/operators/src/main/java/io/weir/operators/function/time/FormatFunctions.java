package io.weir.operators.function.time;

import static io.weir.api.data.DataType.DATE;
import static io.weir.api.data.DataType.LONG;
import static io.weir.api.data.DataType.STRING;
import static io.weir.api.data.DataType.TIMESTAMP;

import io.weir.api.data.DataType;
import io.weir.operators.expr.Expr;
import io.weir.operators.expr.Expr.Call;
import io.weir.operators.expr.Expr.Cast;
import io.weir.operators.expr.RowFailure;
import io.weir.operators.expr.RowFunction;
import io.weir.operators.expr.RowKernel;
import io.weir.operators.expr.RowKernel.Nulls;
import io.weir.operators.function.FunctionException;
import io.weir.operators.function.Library;
import io.weir.operators.function.ScalarFunction.Resolver;
import io.weir.operators.function.Signature;
import io.weir.operators.function.cast.TimeText;
import java.util.List;

/** Dates and timestamps read and written by a pattern. */
final class FormatFunctions {

  private static final long MICROS_PER_SECOND = 1_000_000L;

  private FormatFunctions() {}

  static void register(Library library) {
    library.add(
        "date_format(time, pattern)",
        "As text; the pattern is Java's and Spark's.",
        new Signature("date_format(time, pattern)", STRING, TIMESTAMP, STRING),
        (call, kernels) -> RowKernel.of(STRING, kernels, written(1)));
    parser(library, "to_timestamp", TIMESTAMP, false);
    library.alias("to_timestamp_ltz", "to_timestamp");
    parser(library, "try_to_timestamp", TIMESTAMP, true);
    parser(library, "to_date", DATE, false);
    parser(library, "try_to_date", DATE, true);
    library.add(
        "from_unixtime(seconds[, pattern])",
        "Seconds since the epoch as text.",
        new Signature("from_unixtime(seconds[, pattern])", STRING, LONG, STRING),
        (call, kernels) -> RowKernel.of(STRING, kernels, fromSeconds()));
    library.add(
        "unix_timestamp(time[, pattern])",
        "A time, or a text read by a pattern, in seconds since the epoch.",
        FormatFunctions::unixTimestamp,
        (call, kernels) -> RowKernel.of(LONG, kernels, toSeconds()));
    library.alias("to_unix_timestamp", "unix_timestamp");
    library.checked(
        1,
        TimeFormat::check,
        "date_format",
        "to_timestamp",
        "to_timestamp_ltz",
        "try_to_timestamp",
        "to_date",
        "try_to_date",
        "from_unixtime",
        "unix_timestamp",
        "to_unix_timestamp");
  }

  private static RowFunction written(int pattern) {
    TimeFormat format = new TimeFormat();
    return (in, out) -> out.putText(format.write(in.longAt(0), in.text(pattern)));
  }

  private static RowFunction fromSeconds() {
    TimeFormat format = new TimeFormat();
    return (in, out) -> {
      long seconds = in.longAt(0);
      if (Math.abs(seconds) > Long.MAX_VALUE / MICROS_PER_SECOND) {
        throw new RowFailure("overflow: the time is out of range");
      }
      String pattern = in.size() > 1 ? in.text(1) : TimeFormat.DEFAULT;
      out.putText(format.write(seconds * MICROS_PER_SECOND, pattern));
    };
  }

  private static RowFunction toSeconds() {
    TimeFormat format = new TimeFormat();
    return (in, out) -> {
      String pattern = in.size() > 1 ? in.text(1) : TimeFormat.DEFAULT;
      out.putLong(Math.floorDiv(format.read(in.text(0), pattern), MICROS_PER_SECOND));
    };
  }

  private static Expr unixTimestamp(List<Expr> arguments) throws FunctionException {
    String text = "unix_timestamp(time[, pattern])";
    Signature.checkCount(text, arguments, 1, 2);
    DataType type = arguments.get(0).type();
    if (type == TIMESTAMP || type == DATE) {
      Expr time = Signature.argument(text, arguments, 0, TIMESTAMP);
      return new Call("unix_seconds", List.of(time), LONG);
    }
    return new Signature(text, LONG, STRING, STRING).resolve(arguments);
  }

  private static void parser(Library library, String name, DataType type, boolean orNull) {
    String text = name + "(text[, pattern])";
    Signature typed = new Signature(text, type, STRING, STRING);
    // Without a pattern it is a cast, as it is for what is no text.
    Resolver resolver =
        args -> {
          Signature.checkCount(text, args, 1, 2);
          DataType from = args.get(0).type();
          boolean time = from == TIMESTAMP || from == DATE;
          if (args.size() == 2 && !time) {
            return typed.resolve(args);
          }
          if (from != STRING && !time) {
            throw Signature.mismatch(text, args, 0, "a text, a date or a timestamp");
          }
          return from == type ? args.get(0) : new Cast(args.get(0), type, orNull);
        };
    library.add(
        text,
        "Read from a text, by a pattern or as a cast" + (orNull ? "; null if it is none." : "."),
        resolver,
        (call, kernels) -> RowKernel.of(type, kernels, Nulls.PROPAGATE, orNull, read(type)));
  }

  private static RowFunction read(DataType type) {
    TimeFormat format = new TimeFormat();
    if (type == DATE) {
      return (in, out) -> {
        long micros = format.read(in.text(0), in.text(1));
        out.putInt((int) Math.floorDiv(micros, TimeText.MICROS_PER_DAY));
      };
    }
    return (in, out) -> out.putLong(format.read(in.text(0), in.text(1)));
  }
}
