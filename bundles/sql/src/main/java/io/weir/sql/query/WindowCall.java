package io.weir.sql.query;

import io.weir.api.data.DataType;
import io.weir.engine.plan.WindowSpec;
import io.weir.engine.plan.WindowSpec.CalendarUnit;
import io.weir.operators.expr.Expr;
import io.weir.operators.expr.Expr.Branch;
import io.weir.operators.expr.Expr.Case;
import io.weir.operators.expr.Expr.Literal;
import io.weir.sql.TimeRole;
import io.weir.sql.expression.Expressions;
import io.weir.sql.expression.Intervals;
import io.weir.sql.expression.Syntax;
import io.weir.sql.expression.WindowTime;
import io.weir.sql.literal.Interval;
import io.weir.sql.literal.IntervalText;
import io.weir.sql.parser.Nearest;
import io.weir.sql.parser.Place;
import io.weir.sql.parser.Refusal;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.antlr.v4.runtime.ParserRuleContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.FunctionCallContext;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code window(ts, size[, slide[, offset]])}, {@code session_window(ts, gap)} and {@code
 * calendar_window(ts, unit[, zone])}. The first argument must be the event time of the stream: rows
 * are late by that, and by nothing else.
 */
final class WindowCall {

  /** More windows than this for one record are a slip of the pen. */
  private static final long MAX_PANES = 10_000;

  private final Scope scope;
  private final List<TimeRole> roles;
  private final Expressions values;
  private @Nullable Expr sideTime;

  WindowCall(Scope scope, List<TimeRole> roles, Expressions values) {
    this.scope = scope;
    this.roles = roles;
    this.values = values;
  }

  /** The event time of one side of a join, if that is what was cut into windows. */
  @Nullable Expr sideTime() {
    return sideTime;
  }

  WindowSpec read(String name, FunctionCallContext call) {
    List<ParserRuleContext> arguments = new ArrayList<>();
    call.argument.forEach(a -> arguments.add(a.expression()));
    switch (name) {
      case "window" -> {
        expect(call, arguments, 2, 4, "window(time, size[, slide[, offset]])");
        checkTime(name, arguments.get(0));
        return fixed(arguments);
      }
      case "session_window" -> {
        expect(call, arguments, 2, 2, "session_window(time, gap)");
        checkTime(name, arguments.get(0));
        return new WindowSpec.Session(gap(arguments.get(1)));
      }
      default -> {
        expect(call, arguments, 2, 3, "calendar_window(time, 'day'|'week'|'month'[, zone])");
        checkTime(name, arguments.get(0));
        return calendar(arguments);
      }
    }
  }

  private static void expect(
      FunctionCallContext call, List<?> arguments, int least, int most, String form) {
    if (arguments.size() < least || arguments.size() > most) {
      throw new Refusal(call, "found " + arguments.size() + " arguments, expected " + form);
    }
  }

  private void checkTime(String name, ParserRuleContext argument) {
    Expr time = values.value(argument);
    TimeRole role = EventTimes.role(time, roles);
    if (role == TimeRole.JOINED_TIME || role == TimeRole.JOINED_WINDOW) {
      sideTime = role == TimeRole.JOINED_TIME ? time : WindowTime.of(time);
    }
    if (role != TimeRole.NONE) {
      return;
    }
    String expected =
        scope.columns().stream()
            .filter(c -> roles.get(c.column().index()) != TimeRole.NONE)
            .filter(c -> !c.hidden() || c.isCalled(EventTimes.EVENT_TIME))
            .map(ScopeColumn::name)
            .distinct()
            .collect(Collectors.joining(" or "));
    throw new Refusal(
        argument,
        name
            + "("
            + Syntax.source(argument)
            + ", …): the windows of a stream are over its event time"
            + (expected.isEmpty() ? ", which this query has lost" : ", here " + expected));
  }

  private WindowSpec fixed(List<ParserRuleContext> arguments) {
    long size = length(arguments.get(1), "the size of a window");
    long slide = arguments.size() > 2 ? length(arguments.get(2), "the slide of a window") : size;
    if (slide > size) {
      throw new Refusal(
          arguments.get(2),
          "the slide is longer than the window: records between would be in none");
    }
    if (size / slide > MAX_PANES) {
      throw new Refusal(
          arguments.get(2),
          "every record would be in "
              + size / slide
              + " windows, the most is "
              + MAX_PANES
              + "; take a longer slide");
    }
    long offset = arguments.size() > 3 ? micros(arguments.get(3), "the offset of a window") : 0;
    if (Math.abs(offset) >= slide) {
      throw new Refusal(arguments.get(3), "the offset must be shorter than the slide");
    }
    return new WindowSpec.Fixed(size, slide, Math.floorMod(offset, slide));
  }

  private static long length(ParserRuleContext argument, String what) {
    long micros = micros(argument, what);
    if (micros <= 0) {
      throw new Refusal(argument, what + " must be positive, found " + Syntax.source(argument));
    }
    return micros;
  }

  private static long micros(ParserRuleContext argument, String what) {
    Interval interval = Intervals.of(argument);
    String text = Syntax.text(argument);
    if (interval == null && text != null) {
      interval = IntervalText.parse(Place.of(argument), text);
    }
    if (interval == null) {
      throw new Refusal(
          argument,
          what
              + " is a constant such as '30 seconds' or INTERVAL 30 SECONDS, found "
              + Syntax.source(argument));
    }
    return fixed(Place.of(argument), interval, what);
  }

  private static long fixed(Place place, Interval interval, String what) {
    if (interval.months() != 0) {
      throw new Refusal(
          place,
          what
              + " has a fixed length, and months and years have not;"
              + " use calendar_window(ts, 'month', 'Europe/Berlin')");
    }
    return interval.micros();
  }

  /** A constant gap, or one for each record: an expression whose values are texts of intervals. */
  private Expr gap(ParserRuleContext argument) {
    if (Intervals.is(argument) || Syntax.text(argument) != null) {
      return new Literal(length(argument, "the gap of a session"), DataType.LONG);
    }
    return gap(Place.of(argument), values.value(argument));
  }

  private static Expr gap(Place place, Expr value) {
    if (value instanceof Literal literal) {
      if (literal.value() == null) {
        return new Literal(null, DataType.LONG);
      }
      if (literal.value() instanceof String text) {
        Interval interval = IntervalText.parse(place, text);
        return new Literal(fixed(place, interval, "the gap of a session"), DataType.LONG);
      }
    }
    if (value instanceof Case choice) {
      List<Branch> branches =
          choice.branches().stream().map(b -> new Branch(b.when(), gap(place, b.then()))).toList();
      Expr otherwise = choice.otherwise();
      return new Case(branches, otherwise == null ? null : gap(place, otherwise), DataType.LONG);
    }
    throw new Refusal(
        place,
        "the gap of a session is a constant such as '5 minutes', or a CASE of such constants; found"
            + " "
            + value);
  }

  private static WindowSpec calendar(List<ParserRuleContext> arguments) {
    String unit = constant(arguments.get(1), "'day', 'week' or 'month'");
    List<String> units = List.of("day", "week", "month");
    if (!units.contains(unit.toLowerCase(Locale.ROOT))) {
      throw new Refusal(
          arguments.get(1),
          "'"
              + unit
              + "' is not a unit of the calendar; expected 'day', 'week' or 'month'"
              + Nearest.hint(unit, units));
    }
    String zone = arguments.size() < 3 ? "UTC" : constant(arguments.get(2), "a zone");
    try {
      return new WindowSpec.Calendar(
          CalendarUnit.valueOf(unit.toUpperCase(Locale.ROOT)), ZoneId.of(zone));
    } catch (DateTimeException unknownZone) {
      throw new Refusal(
          arguments.get(2),
          "'"
              + zone
              + "' is not a time zone"
              + Nearest.hint(zone, ZoneId.getAvailableZoneIds().stream().sorted().toList())
              + "; expected one such as 'Europe/Berlin'");
    }
  }

  private static String constant(ParserRuleContext argument, String expected) {
    String text = Syntax.text(argument);
    if (text == null) {
      throw new Refusal(
          argument, "found " + Syntax.source(argument) + ", expected " + expected + " as text");
    }
    return text;
  }
}
