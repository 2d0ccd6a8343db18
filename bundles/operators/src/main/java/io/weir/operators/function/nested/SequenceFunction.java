package io.weir.operators.function.nested;

import io.weir.api.data.DataType;
import io.weir.api.data.DataType.Array;
import io.weir.api.data.Field;
import io.weir.operators.expr.Expr;
import io.weir.operators.expr.Expr.Call;
import io.weir.operators.expr.Row;
import io.weir.operators.expr.RowFailure;
import io.weir.operators.expr.RowFunction;
import io.weir.operators.expr.RowKernel;
import io.weir.operators.function.Coercion;
import io.weir.operators.function.FunctionException;
import io.weir.operators.function.Library;
import io.weir.operators.function.Signature;
import io.weir.operators.function.cast.TimeText;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code sequence}: integers, dates or timestamps from a start to an end, both inclusive. The step
 * of times is an interval, which SQL gives as a struct of months and microseconds.
 */
public final class SequenceFunction {

  /** The step of times: {@code struct<months:long,micros:long>}, both constant. */
  public static final DataType.Struct INTERVAL =
      new DataType.Struct(
          List.of(Field.of("months", DataType.LONG), Field.of("micros", DataType.LONG)));

  private static final String TEXT = "sequence(start, end[, step])";
  private static final long DAY = TimeText.MICROS_PER_DAY;

  /** What a month is taken for where only the sign of a step is asked for. */
  private static final long ABOUT_A_MONTH = 28 * DAY;

  private SequenceFunction() {}

  static void register(Library library) {
    library.add(
        TEXT,
        "Integers, dates or timestamps from start to end; step is a number, or for times an"
            + " INTERVAL, and 1 or a day, up or down, by default.",
        SequenceFunction::resolve,
        (call, kernels) -> {
          Array type = (Array) call.type();
          return RowKernel.of(type, kernels, function(type.element()));
        });
  }

  private static Expr resolve(List<Expr> arguments) throws FunctionException {
    Signature.checkCount(TEXT, arguments, 2, 3);
    List<Expr> ends = arguments.subList(0, 2);
    DataType common = Coercion.commonOf(ends);
    if (common == DataType.DATE || common == DataType.TIMESTAMP) {
      List<Expr> typed = new ArrayList<>(Coercion.allTo(ends, common));
      if (arguments.size() == 3) {
        if (!arguments.get(2).type().equals(INTERVAL)) {
          throw Signature.mismatch(TEXT, arguments, 2, "an INTERVAL");
        }
        typed.addAll(((Call) arguments.get(2)).arguments());
      }
      return new Call("sequence", typed, new Array(common));
    }
    List<DataType> types = arguments.stream().map(Expr::type).toList();
    for (int i = 0; i < types.size(); i++) {
      boolean integer = types.get(i) == DataType.INT || types.get(i) == DataType.LONG;
      if (!integer && !Coercion.isNull(arguments.get(i))) {
        throw Signature.mismatch(TEXT, arguments, i, "an int, a long, a date or a timestamp");
      }
    }
    DataType type = types.contains(DataType.LONG) ? DataType.LONG : DataType.INT;
    return new Call("sequence", Coercion.allTo(arguments, type), new Array(type));
  }

  private static RowFunction function(DataType type) {
    if (type == DataType.INT) {
      return (in, out) -> {
        long start = in.intAt(0);
        long end = in.intAt(1);
        List<Object> numbers = new ArrayList<>();
        for (long n : numbers(start, end, in.size() > 2 ? in.intAt(2) : towards(start, end))) {
          numbers.add((int) n);
        }
        out.putValue(numbers);
      };
    }
    if (type == DataType.LONG) {
      return (in, out) -> {
        long start = in.longAt(0);
        long end = in.longAt(1);
        out.putValue(numbers(start, end, in.size() > 2 ? in.longAt(2) : towards(start, end)));
      };
    }
    return type == DataType.DATE
        ? (in, out) -> {
          List<Object> dates = new ArrayList<>();
          for (long micros : times(in, in.intAt(0) * DAY, in.intAt(1) * DAY, true)) {
            dates.add(LocalDate.ofEpochDay(Math.floorDiv(micros, DAY)));
          }
          out.putValue(dates);
        }
        : (in, out) -> {
          List<Object> times = new ArrayList<>();
          for (long micros : times(in, in.longAt(0), in.longAt(1), false)) {
            times.add(Instant.EPOCH.plus(micros, ChronoUnit.MICROS));
          }
          out.putValue(times);
        };
  }

  private static int towards(long start, long end) {
    return start <= end ? 1 : -1;
  }

  private static List<Long> numbers(long start, long end, long step) {
    check(start, end, step, start + " to " + end + " by " + step);
    List<Long> numbers = new ArrayList<>();
    numbers.add(start);
    if (start != end) {
      BigInteger span = BigInteger.valueOf(end).subtract(BigInteger.valueOf(start));
      BigInteger count = span.divide(BigInteger.valueOf(step));
      ArrayLength.check(
          "sequence", count.bitLength() < 63 ? count.longValue() + 1 : Long.MAX_VALUE);
      for (long i = 1; i <= count.longValue(); i++) {
        numbers.add(start + i * step);
      }
    }
    return numbers;
  }

  /**
   * Each time is the start moved by a multiple of the step, so that months do not wear off days.
   */
  private static List<Long> times(Row in, long start, long end, boolean dates) {
    boolean given = in.size() > 2;
    long months = given ? in.longAt(2) : 0;
    long micros = given ? in.longAt(3) : towards(start, end) * DAY;
    if (dates && months == 0 && Math.abs(micros) < DAY) {
      throw new RowFailure("sequence: a step of dates of %d us, expected a day".formatted(micros));
    }
    try {
      long about = Math.addExact(Math.multiplyExact(months, ABOUT_A_MONTH), micros);
      String step = months == 0 ? micros + " us" : months + " months and " + micros + " us";
      check(start, end, about, TimeText.of(start) + " to " + TimeText.of(end) + " by " + step);
      List<Long> times = new ArrayList<>();
      long time = start;
      while (about >= 0 ? time <= end : time >= end) {
        times.add(time);
        if (start == end) {
          break;
        }
        ArrayLength.check("sequence", times.size());
        time =
            moved(
                start,
                Math.multiplyExact(times.size(), months),
                Math.multiplyExact(times.size(), micros));
      }
      return times;
    } catch (ArithmeticException | DateTimeException e) {
      throw new RowFailure("overflow: sequence: a time is out of range");
    }
  }

  private static long moved(long start, long months, long micros) {
    long moved = months == 0 ? start : TimeText.micros(TimeText.dateTime(start).plusMonths(months));
    return Math.addExact(moved, micros);
  }

  private static void check(long start, long end, long step, String sequence) {
    boolean ahead = step > 0 ? start <= end : step < 0 ? start >= end : start == end;
    if (!ahead) {
      throw new RowFailure("sequence: " + sequence + ", expected a step towards the end");
    }
  }
}
